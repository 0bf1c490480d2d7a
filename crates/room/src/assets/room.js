// What makes the pages better where scripts run. Without it everything works.
"use strict";
