//! Curve: a smooth, monotone function through points, in integers. Before the first point and after the last one it is
//! constant.
//!
//! Between neighbouring points at `x0` and `x1`, with `h = x1 - x0`, `D = y1 - y0` and `u = x - x0`, it is the cubic
//! Hermite polynomial with the slopes M0 and M1 at the ends, which are in 1/2^16:
//!
//! ```text
//! N = 2^16 D u^2 (3 h - 2 u) + h u (h - u) (M0 (h - u) - M1 u)
//! y = y0 + floor((2 N + 2^16 h^3) / (2^17 h^3))
//! ```
//!
//! At a point between a segment of height a and width p and one of height c and width q, the slope is the harmonic mean
//! of theirs, `floor(2^17 a c / (a q + c p))`, and 0 if a or c is 0; at an end, that of the only segment,
//! `floor(2^16 a / p)`. Slopes of at most three times that of each segment make the polynomial monotone: F. N. Fritsch
//! and R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM Journal on Numerical Analysis 17, 1980. The
//! harmonic mean is at most twice the smaller: F. N. Fritsch and J. Butland, SIAM Journal on Scientific and Statistical
//! Computing 5, 1984. So y stays between y0 and y1 and needs no clamp. |N| is below 2^49.
//!
//! **Statement.** Every byte goes through one public table of 256 entries.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::semantics::{
    Argument, EditError, Parameter, PixelMap, Semantics, same_for_all_channels,
};
use super::text::whole;
use crate::image::Size;

/// Replaces each byte x by the y of a curve.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// 2 to 16 points (x, y). From one to the next, x grows and y does not fall.
    pub points: Vec<[u8; 2]>,
}

/// Both numbers of a point.
const POINT: Parameter = Parameter::new("points", 0, 255, "0 to 255");
const MOST_POINTS: usize = 16;

/// One in the unit of slopes.
const ONE: i64 = 1 << 16;

/// From one point to the next.
struct Segment {
    start: [i64; 2],
    width: i64,
    height: i64,
}

impl Segment {
    fn slope(&self) -> i64 {
        ONE * self.height / self.width
    }

    /// The slope at the point between this segment and the next: the harmonic mean of theirs.
    fn slope_before(&self, next: &Segment) -> i64 {
        match self.height * next.height {
            0 => 0,
            product => 2 * ONE * product / (self.height * next.width + next.height * self.width),
        }
    }

    /// The y at `x` if the slopes at the ends are these.
    fn y(&self, x: i64, [first, last]: [i64; 2]) -> i64 {
        let Segment { start: [x0, y0], width: h, height } = *self;
        let u = x - x0;
        let cubic =
            ONE * height * u * u * (3 * h - 2 * u) + h * u * (h - u) * (first * (h - u) - last * u);
        let scale = ONE * h * h * h;
        y0 + (2 * cubic + scale).div_euclid(2 * scale)
    }
}

impl Curve {
    fn has_a_shape(&self) -> bool {
        let rises = |pair: &[[u8; 2]]| pair[0][0] < pair[1][0] && pair[0][1] <= pair[1][1];
        (2..=MOST_POINTS).contains(&self.points.len()) && self.points.windows(2).all(rises)
    }

    fn segments(&self) -> Vec<Segment> {
        let segment = |pair: &[[u8; 2]]| {
            let [start, end] = [pair[0], pair[1]].map(|point| point.map(i64::from));
            Segment { start, width: end[0] - start[0], height: end[1] - start[1] }
        };
        self.points.windows(2).map(segment).collect()
    }

    /// The slope at each point.
    fn slopes(segments: &[Segment]) -> Vec<i64> {
        let ends = [segments.first(), segments.last()].map(|end| end.map(Segment::slope));
        let inner = segments.windows(2).map(|pair| pair[0].slope_before(&pair[1]));
        ends[0].into_iter().chain(inner).chain(ends[1]).collect()
    }
}

impl Semantics for Curve {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        if self.has_a_shape() {
            Ok(input)
        } else {
            Err(EditError::Unfit(
                "a curve has 2 to 16 points; from each to the next, x must grow and y must not fall",
            ))
        }
    }

    fn is_tone(&self) -> bool {
        true
    }

    fn map(&self, _: Size) -> PixelMap {
        let segments = self.segments();
        let slopes = Self::slopes(&segments);
        let (first, last) = (self.points[0], self.points[self.points.len() - 1]);
        same_for_all_channels(|x| {
            if x >= last[0].into() {
                return last[1].into();
            }
            // The last segment that begins at or before x.
            match segments.iter().zip(slopes.windows(2)).rfind(|(segment, _)| segment.start[0] <= x)
            {
                Some((segment, slopes)) => segment.y(x, [slopes[0], slopes[1]]),
                None => first[1].into(),
            }
        })
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        // A file can hold a curve of any number of points. It is refused, but must still have a name.
        let points = if self.has_a_shape() {
            let point = |[x, y]: &[u8; 2]| format!("{x} → {y}");
            self.points.iter().map(point).collect::<Vec<_>>().join(", ")
        } else {
            "none".to_owned()
        };
        vec![("points", Argument::Text(points))]
    }
}

impl Definition for Curve {
    const FLAG: Flag = Flag::with(
        "curve",
        "X:Y,X:Y,..",
        "Tone curve through 2 to 16 points of values 0 to 255, such as 0:0,64:50,192:210,255:255",
    );
    const ACTION: Action = Action::ColoursAdjusted;
    const PARAMETERS: &'static [Parameter] = &[POINT];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let advice = "write points as 0:0,64:50,192:210,255:255";
        let value = |text: &str| {
            let value: i64 = whole(text).map_err(|error| format!("{error}; {advice}"))?;
            let out_of_range = || format!("{value} is out of range: it must be 0 to 255");
            POINT.contains(value).then_some(value as u8).ok_or_else(out_of_range)
        };
        let point = |text: &str| match text.split_once(':') {
            Some((x, y)) => Ok([value(x)?, value(y)?]),
            None => Err(format!("“{}” is not a point; {advice}", text.trim())),
        };
        let points = text.split(',').map(point).collect::<Result<_, String>>()?;
        Ok(Drafted::Exact(Curve { points }))
    }

    fn examples() -> Vec<Self> {
        vec![
            Curve { points: vec![[0, 0], [64, 50], [192, 210], [255, 255]] },
            Curve { points: vec![[20, 10], [21, 200], [90, 200], [240, 255]] },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_tone, refused};

    const ANY: Size = Size { width: 1, height: 1 };

    fn curve(points: &[[u8; 2]]) -> Edit {
        Edit::Curve(Curve { points: points.to_vec() })
    }

    /// The formula in fractions: Hermite's basis, slopes as said.
    fn defined(points: &[[u8; 2]], x: i64) -> i64 {
        let at = |i: usize| points[i].map(f64::from);
        let (x, last) = (x as f64, points.len() - 1);
        if x <= at(0)[0] {
            return points[0][1].into();
        }
        if x >= at(last)[0] {
            return points[last][1].into();
        }
        let secant = |i: usize| (at(i + 1)[1] - at(i)[1]) / (at(i + 1)[0] - at(i)[0]);
        let in_unit = |slope: f64| (slope * 65536.0 + 1e-6).floor() / 65536.0;
        let slope = |i: usize| {
            in_unit(match i {
                0 => secant(0),
                i if i == last => secant(last - 1),
                i if secant(i - 1) == 0.0 || secant(i) == 0.0 => 0.0,
                i => 2.0 / (1.0 / secant(i - 1) + 1.0 / secant(i)),
            })
        };
        let i = (0..last).rfind(|&i| at(i)[0] <= x).expect("x is inside");
        let h = at(i + 1)[0] - at(i)[0];
        let t = (x - at(i)[0]) / h;
        let value = (2.0 * t - 3.0) * t * t * (at(i)[1] - at(i + 1)[1])
            + at(i)[1]
            + h * t * (1.0 - t) * ((1.0 - t) * slope(i) - t * slope(i + 1));
        // Halves are rounded up, and computed to less than this.
        (value + 0.5 + 1e-9).floor() as i64
    }

    const CURVES: &[&[[u8; 2]]] = &[
        &[[0, 0], [255, 255]],
        &[[0, 0], [64, 50], [192, 210], [255, 255]],
        &[[0, 30], [255, 220]],
        &[[20, 10], [21, 200], [90, 200], [240, 255]],
        &[[0, 0], [1, 255]],
        &[[254, 0], [255, 255]],
        &[[100, 77], [101, 77]],
        &[[0, 0], [127, 1], [128, 254], [255, 255]],
        &[[0, 0], [10, 3], [30, 40], [31, 41], [70, 41], [71, 42], [140, 200], [255, 201]],
    ];

    #[test]
    fn bytes_follow_the_formula() {
        for points in CURVES {
            check_tone(&curve(points), |x, _| defined(points, x));
        }
    }

    #[test]
    fn curves_rise_and_meet_their_points() {
        for points in CURVES {
            let PixelMap::Tone(tables) = curve(points).map(ANY) else { unreachable!("a tone") };
            assert!(tables[0].is_sorted(), "{points:?} falls");
            for [x, y] in *points {
                assert_eq!(tables[0][usize::from(*x)], *y, "{points:?} at {x}");
            }
        }
    }

    #[test]
    fn points_on_the_diagonal_change_nothing() {
        check_tone(&curve(&[[0, 0], [3, 3], [100, 100], [255, 255]]), |x, _| x);
    }

    #[test]
    fn other_shapes_are_refused() {
        let seventeen: Vec<[u8; 2]> = (0..17).map(|x| [x, x]).collect();
        for points in [
            &[][..],
            &[[0, 0]],
            &[[0, 0], [0, 1]],
            &[[9, 0], [8, 1]],
            &[[0, 1], [255, 0]],
            &seventeen,
        ] {
            let edit = Curve { points: points.to_vec() };
            assert_eq!(edit.arguments(), [("points", Argument::text("none"))]);
            refused(&edit.into(), ANY, "a curve has 2 to 16 points");
        }
        assert!(curve(&seventeen[..16]).output_size(ANY).is_ok());
    }

    #[test]
    fn flags_say_points() {
        let expected = Curve { points: vec![[0, 10], [255, 240]] };
        assert_eq!(Curve::parse("0:10, 255:240"), Ok(Drafted::Exact(expected)));
        for (text, words) in [
            ("0,255", "“0” is not a point; write points as 0:0"),
            ("0:0,256:1", "256 is out of range: it must be 0 to 255"),
            ("-1:0,255:255", "-1 is out of range: it must be 0 to 255"),
            ("0:a", "“a” is not a number"),
            ("", "“” is not a point"),
        ] {
            let error = Curve::parse(text).expect_err(text);
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }
}
