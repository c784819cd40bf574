//! Signs to read: letters as strokes of a brush, on a grid of 4 by 6.

use crate::arithmetic::{mix, smoothstep};

/// Each letter's strokes; a stroke is pairs of digits, x and y from the lower left. A stroke after
/// `~` is a curve drawn through the middles of its lines.
const LETTERS: [(char, &str); 40] = [
    ('A', "00 26 40,12 32"),
    ('B', "00 06,~06 26 46 43 23 03,~03 23 43 40 20 00"),
    ('C', "~45 46 06 00 40 41"),
    ('D', "00 06,~06 26 46 43 40 20 00"),
    ('E', "40 00 06 46,03 33"),
    ('F', "00 06 46,03 33"),
    ('G', "~45 46 06 00 40 42,42 22"),
    ('H', "00 06,40 46,03 43"),
    ('I', "20 26"),
    ('J', "~36 33 30 20 00 01"),
    ('K', "00 06,46 03 40"),
    ('L', "06 00 40"),
    ('M', "00 06 22 46 40"),
    ('N', "00 06 40 46"),
    ('O', "~06 00 40 46 06"),
    ('P', "00 06,~06 26 46 43 23 03"),
    ('Q', "~06 00 40 46 06,22 40"),
    ('R', "00 06,~06 26 46 43 23 03,23 40"),
    ('S', "~45 46 06 03 43 40 00 01"),
    ('T', "06 46,26 20"),
    ('U', "~06 03 00 20 40 43 46"),
    ('V', "06 20 46"),
    ('W', "06 10 24 30 46"),
    ('X', "00 46,06 40"),
    ('Y', "06 23 46,23 20"),
    ('Z', "06 46 00 40"),
    ('0', "~06 00 40 46 06"),
    ('1', "05 26 20,10 30"),
    ('2', "~04 06 46 43 00,00 40"),
    ('3', "~05 06 46 43 13,~13 43 40 00 01"),
    ('4', "30 36 02 42"),
    ('5', "46 06 03,~03 43 40 00 01"),
    ('6', "~45 46 06 00 40 43 03"),
    ('7', "06 46 10"),
    ('8', "~03 06 46 43 03,~00 03 43 40 00"),
    ('9', "~01 00 40 46 06 03 43"),
    ('.', "20 21"),
    ('-', "13 33"),
    ('/', "00 46"),
    ('&', "40 05,~05 06 16 36 35 02 00 20 30 42"),
];

type Stroke = Vec<(f32, f32)>;

struct Letter {
    /// Where it begins on the line, in units of the grid.
    start: f32,
    width: f32,
    strokes: Vec<Stroke>,
}

/// One line of text, to be asked for the paint at a point.
pub struct Lettering {
    letters: Vec<Letter>,
    /// In units of the grid.
    width: f32,
}

/// Between two letters, and that of a space, in units of the grid.
const GAP: f32 = 1.7;
const SPACE: f32 = 1.6;
const HEIGHT: f32 = 6.0;

impl Lettering {
    /// # Panics
    /// If the text has a character that is not in the list.
    pub fn new(text: &str) -> Self {
        let mut letters = Vec::new();
        let mut start = 0.0;
        for character in text.chars() {
            if character == ' ' {
                start += SPACE;
                continue;
            }
            let (_, strokes) = LETTERS
                .iter()
                .find(|letter| letter.0 == character)
                .unwrap_or_else(|| panic!("no strokes for {character:?}"));
            let strokes: Vec<Stroke> = strokes.split(',').map(stroke).collect();
            let reach = |x: f32, better: fn(f32, f32) -> f32| {
                strokes.iter().flatten().map(|point| point.0).fold(x, better)
            };
            let (left, right) = (reach(f32::MAX, f32::min), reach(0.0, f32::max));
            let width = right - left;
            let strokes = strokes
                .iter()
                .map(|stroke| stroke.iter().map(|&(x, y)| (x - left, y)).collect())
                .collect();
            letters.push(Letter { start, width, strokes });
            start += width + GAP;
        }
        Self { letters, width: start - GAP }
    }

    /// The width of the line when its letters are 1 high.
    pub fn width(&self) -> f32 {
        self.width / HEIGHT
    }

    /// The paint at (x, y), 0..=1, of a line that begins at (0, 0) with letters 1 high, with a
    /// brush of the given width.
    pub fn paint(&self, x: f32, y: f32, brush: f32) -> f32 {
        let (x, y, brush) = (x * HEIGHT, y * HEIGHT, brush * HEIGHT * 0.5);
        let nearest = |letter: &Letter| {
            let at = (x - letter.start, y);
            letter
                .strokes
                .iter()
                .flat_map(|stroke| stroke.windows(2))
                .map(|line| distance(at, line[0], line[1]))
                .fold(f32::MAX, f32::min)
        };
        let near = |letter: &&Letter| {
            (x - letter.start - letter.width * 0.5).abs() <= (letter.width + GAP) * 0.5
        };
        match self.letters.iter().find(near) {
            Some(letter) if (-1.0..=HEIGHT + 1.0).contains(&y) => {
                smoothstep(brush * 1.15, brush * 0.85, nearest(letter))
            }
            _ => 0.0,
        }
    }

    /// As [`Lettering::paint`], for a line centred in the unit square of a board `aspect` times as
    /// wide as high; `height` is that of the letters, `middle` of their middle, as shares of the
    /// board.
    pub fn centred(&self, uv: [f32; 2], aspect: f32, height: f32, middle: f32, brush: f32) -> f32 {
        let x = (uv[0] - 0.5) * aspect / height + self.width() * 0.5;
        self.paint(x, (uv[1] - middle) / height + 0.5, brush)
    }
}

fn stroke(points: &str) -> Stroke {
    let digits = |pair: &str| {
        let mut digits = pair.chars().map(|c| c.to_digit(10).unwrap_or(0) as f32);
        (digits.next().unwrap_or(0.0), digits.next().unwrap_or(0.0))
    };
    match points.strip_prefix('~') {
        Some(points) => {
            (0..3).fold(points.split(' ').map(digits).collect(), |line: Stroke, _| rounded(&line))
        }
        None => points.split(' ').map(digits).collect(),
    }
}

/// Cuts every corner at a quarter of its lines (Chaikin 1974). The ends stay, unless they meet.
fn rounded(line: &[(f32, f32)]) -> Stroke {
    let between = |a: (f32, f32), b: (f32, f32), t: f32| (mix(a.0, b.0, t), mix(a.1, b.1, t));
    let mut cut: Stroke = line
        .windows(2)
        .flat_map(|pair| [between(pair[0], pair[1], 0.25), between(pair[0], pair[1], 0.75)])
        .collect();
    let (first, last) = (0, cut.len() - 1);
    if line[0] == line[line.len() - 1] {
        cut.push(cut[first]);
    } else {
        cut[first] = line[0];
        cut[last] = line[line.len() - 1];
    }
    cut
}

fn distance(p: (f32, f32), a: (f32, f32), b: (f32, f32)) -> f32 {
    let (line, to) = ((b.0 - a.0, b.1 - a.1), (p.0 - a.0, p.1 - a.1));
    let along =
        ((to.0 * line.0 + to.1 * line.1) / (line.0 * line.0 + line.1 * line.1)).clamp(0.0, 1.0);
    let (x, y) = (to.0 - line.0 * along, to.1 - line.1 * along);
    (x * x + y * y).sqrt()
}
