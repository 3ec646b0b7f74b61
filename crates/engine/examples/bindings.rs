fn main(){ print!("{}", engine::commands::typescript()); }
