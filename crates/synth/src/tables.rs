//! The words that made-up telegrams are put together from.

/// A post: its name in message numbers, its plain-language address, its routing indicator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Post {
    pub(crate) name: &'static str,
    pub(crate) address: &'static str,
    pub(crate) routing: &'static str,
}

const fn post(name: &'static str, address: &'static str, routing: &'static str) -> Post {
    Post { name, address, routing }
}

pub(crate) const STATE: Post = post("STATE", "SECSTATE WASHDC", "RUEHC");

pub(crate) const POSTS: [Post; 30] = [
    post("PORT ALDER", "AMEMBASSY PORT ALDER", "RUEHQX"),
    post("GREYHAVEN", "AMCONSUL GREYHAVEN", "RUEHQY"),
    post("PARIS", "AMEMBASSY PARIS", "RUEHFR"),
    post("MOSCOW", "AMEMBASSY MOSCOW", "RUEHMO"),
    post("LA PAZ", "AMEMBASSY LA PAZ", "RUEHLP"),
    post("BRASILIA", "AMEMBASSY BRASILIA", "RUEHBR"),
    post("SAO PAULO", "AMCONSUL SAO PAULO", "RUEHSO"),
    post("LIMA", "AMEMBASSY LIMA", "RUEHPE"),
    post("QUITO", "AMEMBASSY QUITO", "RUEHQT"),
    post("ROME", "AMEMBASSY ROME", "RUEHRO"),
    post("BERN", "AMEMBASSY BERN", "RUEHSW"),
    post("VIENNA", "AMEMBASSY VIENNA", "RUEHVI"),
    post("LONDON", "AMEMBASSY LONDON", "RUEHLO"),
    post("BERLIN", "AMEMBASSY BERLIN", "RUEHRL"),
    post("THE HAGUE", "AMEMBASSY THE HAGUE", "RUEHTC"),
    post("BRUSSELS", "AMEMBASSY BRUSSELS", "RUEHBS"),
    post("TALLINN", "AMEMBASSY TALLINN", "RUEHTL"),
    post("ANKARA", "AMEMBASSY ANKARA", "RUEHAK"),
    post("ATHENS", "AMEMBASSY ATHENS", "RUEHTH"),
    post("CAIRO", "AMEMBASSY CAIRO", "RUEHEG"),
    post("TEL AVIV", "AMEMBASSY TEL AVIV", "RUEHTV"),
    post("NAIROBI", "AMEMBASSY NAIROBI", "RUEHNR"),
    post("PRETORIA", "AMEMBASSY PRETORIA", "RUEHSA"),
    post("NEW DELHI", "AMEMBASSY NEW DELHI", "RUEHNE"),
    post("ISLAMABAD", "AMEMBASSY ISLAMABAD", "RUEHIL"),
    post("TOKYO", "AMEMBASSY TOKYO", "RUEHKO"),
    post("BEIJING", "AMEMBASSY BEIJING", "RUEHBJ"),
    post("CANBERRA", "AMEMBASSY CANBERRA", "RUEHBY"),
    post("USUN NEW YORK", "USMISSION USUN NEW YORK", "RUCNDT"),
    post("USNATO", "USMISSION USNATO", "RUEHNO"),
];

pub(crate) const TAGS: [&str; 28] = [
    "PREL", "PGOV", "PHUM", "PARM", "PTER", "ECON", "ETRD", "EFIN", "EAID", "EAIR", "ENRG", "EAGR", "EINV",
    "SNAR", "SMIG", "SENV", "SOCI", "CVIS", "CASC", "OVIP", "OTRA", "MARR", "MASS", "KDEM", "KCRM", "AORC",
    "UN", "NATO",
];

pub(crate) const TAGS_1976: [&str; 24] = [
    "PFOR", "PINT", "PARM", "ETRD", "EFIN", "EAID", "EAIR", "ENRG", "EAGR", "EIND", "EINV", "SNAR", "SREF",
    "SOPN", "CASC", "CPRS", "CVIS", "OVIP", "OEXC", "MASS", "MARR", "BEXP", "PORG", "TECH",
];

pub(crate) const COUNTRIES: [&str; 16] =
    ["FR", "RS", "BL", "BR", "PE", "IT", "SZ", "AU", "UK", "TU", "GR", "EG", "IS", "IN", "PK", "JA"];

pub(crate) const OFFICES: [&str; 28] = [
    "ACDA", "AID", "ARA", "CIAE", "COME", "DODE", "EA", "EB", "EUR", "EURE", "FRB", "H", "INR", "IO", "ISO",
    "L", "NEA", "NSAE", "NSC", "OMB", "PA", "PM", "PRS", "RSC", "SP", "SS", "TRSE", "USIE",
];

pub(crate) const SURNAMES: [&str; 24] = [
    "ALDERMAN",
    "BRIGHTWELL",
    "CORDAY",
    "DUNMORE",
    "ELLERY",
    "FAIRBAIRN",
    "GALLOWAY",
    "HARGREAVE",
    "INGRAM",
    "JESSOP",
    "KESTREL",
    "LOCKYER",
    "MERRIDEW",
    "NORBURY",
    "OAKSHOTT",
    "PEMBROKE",
    "QUILLER",
    "RAVENHILL",
    "STANHOPE",
    "THORNBURY",
    "UPCOTT",
    "VANSITTART",
    "WHITLOCK",
    "YARDLEY",
];

pub(crate) const INITIALS: [&str; 12] = ["A", "B", "C", "D", "E", "F", "G", "H", "J", "L", "M", "R"];

pub(crate) const TITLES: [&str; 8] = [
    "Ambassador",
    "Charge d'Affaires",
    "Deputy Chief of Mission",
    "Political Counselor",
    "Economic Counselor",
    "Acting Political Counselor",
    "Consul General",
    "Deputy Political Counselor",
];

pub(crate) const SUBJECTS: [&str; 12] = [
    "meets counterpart to extend cooperation",
    "on fisheries talks: no hurry before spring",
    "harbor dues and the new tariff schedule",
    "local elections: first returns",
    "asks for experts on grain storage",
    "visit of the trade delegation, schedule",
    "border commission resumes its work",
    "and the civil aviation agreement",
    "reaction to the proposal on safeguards",
    "scenesetter for the ministerial meeting",
    "port security: training request",
    "budget debate opens in parliament",
];

pub(crate) const PERSONS: [&str; 12] = [
    "the Foreign Minister",
    "the Deputy Prime Minister",
    "the Director of the Harbor Board",
    "Embassy's contact in the Finance Ministry",
    "the Chairman of the Fisheries Committee",
    "the opposition's spokesman",
    "the Permanent Secretary",
    "the Governor of the Central Bank",
    "the Chief of Protocol",
    "the delegation's leader",
    "the Minister of Transport",
    "the Ambassador",
];

/// What stands before a name.
pub(crate) const OFFICIALS: [&str; 8] = [
    "Minister",
    "Deputy Minister",
    "Director General",
    "Senator",
    "party leader",
    "MFA official",
    "Colonel",
    "businessman",
];

/// What stands behind a name.
pub(crate) const UNDERTAKINGS: [&str; 8] =
    ["project", "agreement", "commission", "refinery", "harbor", "committee", "loan", "visit"];

/// What names are put together from: beginnings of syllables, their vowels, and ends.
pub(crate) const HEADS: [&str; 32] = [
    "B", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Z", "Br", "Dr", "Fl", "Gr", "Kr",
    "Lv", "Mb", "Nd", "Pr", "Sh", "Sk", "Sl", "St", "Tr", "Tv", "Vl", "Zh",
];
pub(crate) const VOWELS: [&str; 4] = ["a", "e", "i", "o"];
pub(crate) const ENDS: [&str; 8] = ["ren", "lin", "dov", "mar", "stad", "ki", "nas", "rell"];

pub(crate) const VERBS: [&str; 12] = [
    "said that",
    "told Econoff that",
    "emphasized that",
    "replied that",
    "believes that",
    "confirmed that",
    "did not exclude that",
    "complained that",
    "expects that",
    "remarked, half in jest, that",
    "assured us that",
    "made it clear that",
];

pub(crate) const THINGS: [&str; 16] = [
    "the draft agreement",
    "a joint working group",
    "the new tariff schedule",
    "the Government's program",
    "an exchange of letters",
    "the budget for the coming year",
    "the harbor extension (phase two)",
    "the commission's report",
    "a shipment of 14,000 tons of grain",
    "the visit in May",
    "an increase of 3.5 percent",
    "the list of eleven experts",
    "the air services agreement",
    "the training program",
    "the parliamentary committee's questions",
    "the U.S. proposal",
];

pub(crate) const DOINGS: [&str; 16] = [
    "would be ready before the end of the month",
    "had been referred to the cabinet",
    "was still under discussion with the ministries concerned",
    "could not be made public for the time being",
    "would cost at least $2.4 million",
    "met with little opposition in the press",
    "should be seen in connection with the talks in Vienna",
    "depended on the attitude of the neighboring countries",
    "had been delayed by technical difficulties",
    "was a matter for the next session, not for this one",
    "would be welcomed by business circles",
    "needed a clearer answer from Washington",
    "had come as a surprise to most observers",
    "was acceptable in principle",
    "might be signed at any time",
    "would be published next week",
];

pub(crate) const OPENINGS: [&str; 12] = [
    "In a meeting on {day},",
    "At lunch,",
    "On the margins of the conference,",
    "According to press reports,",
    "In answer to our question,",
    "As reported reftel,",
    "Turning to other matters,",
    "In private,",
    "Later in the conversation,",
    "With regard to paragraph {number} of reftel,",
    "On instructions,",
    "Nevertheless,",
];

pub(crate) const HEADINGS: [&str; 8] = [
    "The Economy",
    "Background",
    "What the Ministry Wants",
    "Reaction of the Press",
    "Next Steps",
    "The Regional Picture",
    "Parliament",
    "Views of the Private Sector",
];
