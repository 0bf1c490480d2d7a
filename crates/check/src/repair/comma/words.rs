//! Small words of grammar, in small letters.

/// True where `list` has the word, whatever the case of its letters.
pub(super) fn is_one(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

/// What an owner stands behind: `his plan` as `Weaver's plan`.
pub const POSSESSIVES: &[&str] = &["his", "her", "its", "their", "our", "my", "your", "whose"];

/// What begins the phrase of a noun, possessives among them.
pub const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "any", "some", "no", "each", "every", "all", "both",
    "other", "another", "such", "many", "several", "few", "various", "certain", "his", "her", "its", "their",
    "our", "my", "your", "whose",
];

/// What a verb follows.
pub const BEFORE_VERBS: &[&str] = &[
    "to", "will", "would", "should", "could", "can", "cannot", "may", "might", "must", "not", "shall", "we",
    "they", "he", "she", "it", "i", "you", "who", "did", "does", "do",
];

/// Prepositions, and conjunctions that begin a clause.
pub(super) const LEADS: &[&str] = &[
    "in", "for", "on", "at", "by", "with", "within", "without", "of", "to", "from", "during", "among", "after",
    "before", "under", "over", "between", "through", "despite", "given", "because", "since", "as", "if", "when",
    "while", "although", "though", "unless", "until", "upon", "above", "below", "besides", "aside",
    "concerning", "regarding", "considering", "following", "including", "like", "throughout", "toward",
    "towards", "against", "into", "once", "where", "whereas", "whenever",
];

/// Those of the above that may stand behind the word that follows an owner: `the experts' conference in May`.
pub(super) const PREPOSITIONS: &[&str] = &[
    "in", "for", "on", "at", "by", "with", "within", "without", "of", "to", "from", "during", "among", "after",
    "before", "under", "over", "between", "through", "despite", "since", "as", "until", "upon", "regarding",
    "concerning", "throughout", "toward", "towards", "against", "into",
];

/// Verbs that tell where a subject ends.
pub const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "should", "could", "can", "may", "might",
    "must", "said", "says", "do", "does", "did", "be", "been", "being", "made", "make", "stated", "believes",
    "believe",
];

/// Numbers and the like.
pub(super) const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "few", "several", "some", "many",
    "various", "certain", "different", "such",
];

/// What lasts or costs: `three days' notice`, `ten dollars' worth`.
pub(super) const UNITS: &[&str] = &["days", "months", "years", "weeks", "hours", "minutes", "dollars"];

/// What owns nothing although it ends in s.
pub(super) const NO_OWNERS: &[&str] = &[
    "this", "thus", "perhaps", "always", "nevertheless", "is", "was", "has", "as", "overseas", "besides",
    "sometimes", "across", "afterwards", "towards", "its", "his", "hers", "ours", "yours", "theirs", "yes", "us",
    "plus", "less", "unless", "otherwise", "whereas", "these", "those", "versus", "nonetheless", "upwards",
];

/// What nobody owns: the comma before it is a comma.
pub(super) const NOT_OWNED: &[&str] = &[
    "a", "about", "according", "after", "against", "all", "also", "although", "an", "and", "another", "any",
    "apparently", "are", "as", "at", "based", "be", "because", "been", "before", "being", "between", "both", "but",
    "by", "can", "cannot", "could", "did", "do", "does", "due", "during", "e.g", "each", "eg", "either",
    "especially", "etc", "even", "every", "except", "few", "first", "for", "formerly", "from", "further",
    "furthermore", "greater", "had", "has", "have", "he", "her", "here", "how", "however", "i", "i.e", "if", "in",
    "including", "increasingly", "indeed", "into", "is", "it", "its", "just", "largely", "last", "like", "located",
    "mainly", "many", "may", "might", "moreover", "more", "most", "mostly", "much", "must", "my", "namely",
    "neither", "nevertheless", "next", "no", "nonetheless", "nor", "not", "notably", "now", "of", "often", "on",
    "once", "only", "or", "originally", "other", "others", "our", "over", "particularly", "partly", "per",
    "perhaps", "please", "possibly", "presumably", "probably", "re", "resident", "second", "several", "shall",
    "she", "should", "since", "so", "some", "still", "such", "than", "that", "the", "their", "then", "there",
    "therefore", "thereby", "these", "they", "third", "this", "those", "through", "thus", "to", "today", "tomorrow",
    "too", "toward", "towards", "under", "unless", "unlike", "until", "upon", "usually", "via", "was", "we", "were",
    "what", "when", "where", "whereas", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with",
    "within", "without", "would", "yesterday", "yet", "you", "your", "his", "former",
    // Months and days: what stands before them is a place or a day.
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];

/// What `n't` stands behind.
pub(super) const NEGATED: &[&str] = &[
    "ain", "aren", "can", "couldn", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn", "mightn", "mustn",
    "needn", "shan", "shouldn", "wasn", "weren", "won", "wouldn",
];

/// What `'ve`, `'re`, `'ll` and `'d` stand behind.
pub(super) const PRONOUNS: &[&str] = &[
    "i", "you", "he", "she", "it", "we", "they", "who", "that", "there", "what", "this", "these", "those", "how",
    "where", "would", "could", "should", "might", "must",
];
