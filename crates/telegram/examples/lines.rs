//! Prints each line of a file with its kind.
fn main() {
    for path in std::env::args().skip(1) {
        let src = std::fs::read(&path).unwrap();
        let syntax = chancery_telegram::syntax::parse(&src, chancery_registry::Registry::builtin());
        println!("== {path}");
        for line in syntax.lines() {
            println!(
                "{:16}{} {}",
                line.kind.name(),
                if line.opens { '+' } else { ' ' },
                String::from_utf8_lossy(syntax.text(line)).chars().take(100).collect::<String>()
            );
        }
    }
}
