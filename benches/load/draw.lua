-- What wrk asks for: a path and a line of a list behind it, drawn by chance, the same each time.
-- wrk -s draw.lua ADDRESS -- PATH LIST [REQUESTS A SECOND OF EACH CONNECTION]

local number = 0

function setup(thread)
  number = number + 1
  thread:set("number", number)
end

function init(arguments)
  path = arguments[1]
  lines = {}
  for line in io.lines(arguments[2]) do
    lines[#lines + 1] = line
  end
  pause = arguments[3] and 2000 / tonumber(arguments[3])
  math.randomseed(7904 + number)
end

-- Between nothing and twice what keeps to the rate, so that connections do not ask all at once.
function delay()
  return pause and math.random() * pause or 0
end

function request()
  return wrk.format("GET", path .. lines[math.random(#lines)])
end
