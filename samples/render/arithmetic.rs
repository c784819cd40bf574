//! Arithmetic with the same result on every platform. IEEE 754 fixes `+ - * /`, `sqrt` and `floor`
//! to the last bit; sine, exponential and power, which every libm rounds in its own way, are built
//! here from those.

use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub};

/// A point, a direction or a linear RGB colour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vec3 {
    pub x: f32,
    pub y: f32,
    pub z: f32,
}

/// Linear light, red, green and blue in `x`, `y` and `z`; 1 is a white card under the exposure's
/// key light.
pub type Colour = Vec3;

pub const UP: Vec3 = vec3(0.0, 1.0, 0.0);
pub const BLACK: Colour = vec3(0.0, 0.0, 0.0);
pub const WHITE: Colour = vec3(1.0, 1.0, 1.0);

pub const fn vec3(x: f32, y: f32, z: f32) -> Vec3 {
    Vec3 { x, y, z }
}

pub fn gray(value: f32) -> Colour {
    vec3(value, value, value)
}

impl Vec3 {
    pub fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub fn cross(self, other: Self) -> Self {
        vec3(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    pub fn normalized(self) -> Self {
        self * (1.0 / self.length().max(1e-20))
    }

    pub fn lowest(self, other: Self) -> Self {
        vec3(lower(self.x, other.x), lower(self.y, other.y), lower(self.z, other.z))
    }

    pub fn highest(self, other: Self) -> Self {
        vec3(higher(self.x, other.x), higher(self.y, other.y), higher(self.z, other.z))
    }

    pub fn map(self, f: impl Fn(f32) -> f32) -> Self {
        vec3(f(self.x), f(self.y), f(self.z))
    }

    /// Component by component; 0 over 0 is 0.
    pub fn over(self, divisor: Self) -> Self {
        let divided = |x: f32, divisor: f32| if divisor == 0.0 { 0.0 } else { x / divisor };
        vec3(divided(self.x, divisor.x), divided(self.y, divisor.y), divided(self.z, divisor.z))
    }

    /// Two unit vectors that make a right-handed frame with this unit vector.
    pub fn frame(self) -> (Self, Self) {
        let aside = if self.x.abs() < 0.7 { vec3(1.0, 0.0, 0.0) } else { UP };
        let first = aside.cross(self).normalized();
        (first, self.cross(first))
    }

    /// The mirror image of this direction in a plane with unit normal `normal`.
    pub fn reflected(self, normal: Self) -> Self {
        self - normal * (2.0 * self.dot(normal))
    }

    /// Turned about the vertical axis, counter-clockwise seen from above.
    pub fn turned(self, turns: f32) -> Self {
        let (sine, cosine) = (sin(turns), cos(turns));
        vec3(self.x * cosine + self.z * sine, self.y, self.z * cosine - self.x * sine)
    }
}

impl Add for Vec3 {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        vec3(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl AddAssign for Vec3 {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Vec3 {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        vec3(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Neg for Vec3 {
    type Output = Self;
    fn neg(self) -> Self {
        vec3(-self.x, -self.y, -self.z)
    }
}

impl Mul for Vec3 {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        vec3(self.x * other.x, self.y * other.y, self.z * other.z)
    }
}

impl Mul<f32> for Vec3 {
    type Output = Self;
    fn mul(self, factor: f32) -> Self {
        vec3(self.x * factor, self.y * factor, self.z * factor)
    }
}

impl MulAssign for Vec3 {
    fn mul_assign(&mut self, other: Self) {
        *self = *self * other;
    }
}

impl Div<f32> for Vec3 {
    type Output = Self;
    fn div(self, divisor: f32) -> Self {
        self * (1.0 / divisor)
    }
}

/// The lower of two numbers; unlike `f32::min` one machine instruction, as it takes no care of NaN.
pub fn lower(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The higher of two numbers, likewise.
pub fn higher(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// What the eye makes of a colour (Rec. 709).
pub fn brightness(colour: Colour) -> f32 {
    colour.dot(vec3(0.2126, 0.7152, 0.0722))
}

/// From `from` at 0 to `to` at 1, in a straight line; works for numbers, points and colours.
pub fn mix<T: Add<Output = T> + Mul<f32, Output = T>>(from: T, to: T, amount: f32) -> T {
    from * (1.0 - amount) + to * amount
}

/// 0 below `low`, 1 above `high`, a smooth rise between; falls instead where `low > high`.
pub fn smoothstep(low: f32, high: f32, x: f32) -> f32 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// A smooth bump: 1 at 0, half at ±0.64, 0.25 at ±1.
pub fn bump(x: f32) -> f32 {
    let fall = 1.0 + x * x;
    1.0 / (fall * fall)
}

/// The whole number below `x`. The standard `floor` is a call into libm where the processor has no
/// instruction for it.
pub fn floor(x: f64) -> f64 {
    let toward_zero = x as i64 as f64;
    if toward_zero > x { toward_zero - 1.0 } else { toward_zero }
}

/// `x` less the whole number below it.
pub fn fract(x: f32) -> f32 {
    x - floor(f64::from(x)) as f32
}

/// The sine of an angle in turns: a quarter turn gives 1.
pub fn sin(turns: f32) -> f32 {
    let turns = f64::from(turns);
    let folded = turns - floor(turns + 0.5);
    let folded = if folded > 0.25 {
        0.5 - folded
    } else if folded < -0.25 {
        -0.5 - folded
    } else {
        folded
    };
    let x = folded * std::f64::consts::TAU;
    let y = x * x;
    // The Taylor series to x^11: within 6e-8 for a quarter turn.
    let series = 1.0 - y / 110.0;
    let series = 1.0 - y / 72.0 * series;
    let series = 1.0 - y / 42.0 * series;
    let series = 1.0 - y / 20.0 * series;
    (x * (1.0 - y / 6.0 * series)) as f32
}

/// The cosine of an angle in turns.
pub fn cos(turns: f32) -> f32 {
    sin(turns + 0.25)
}

/// e to the power `x`, for `x` in -80..=80; beyond, as at the nearer end.
pub fn exp(x: f32) -> f32 {
    exp_f64(f64::from(x)) as f32
}

/// `base` to the power `exponent`, for a base of at least 0.
pub fn power(base: f32, exponent: f32) -> f32 {
    if base <= 0.0 {
        return 0.0;
    }
    exp_f64(f64::from(exponent) * ln_f64(f64::from(base))) as f32
}

fn exp_f64(x: f64) -> f64 {
    let x = x.clamp(-80.0, 80.0);
    let exponent = floor(x * std::f64::consts::LOG2_E + 0.5);
    let rest = x - exponent * std::f64::consts::LN_2;
    let mantissa = (1..=10).rev().fold(1.0, |series, n| 1.0 + rest / f64::from(n) * series);
    mantissa * f64::from_bits(((1023 + exponent as i64) as u64) << 52)
}

fn ln_f64(x: f64) -> f64 {
    let bits = x.to_bits();
    let exponent = (bits >> 52) as i64 - 1023;
    let mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    // ln m = 2 artanh((m - 1) / (m + 1)), a series in odd powers of at most a third.
    let third = (mantissa - 1.0) / (mantissa + 1.0);
    let square = third * third;
    let series = (0..9).rev().fold(0.0, |series, n| 1.0 / f64::from(2 * n + 1) + square * series);
    exponent as f64 * std::f64::consts::LN_2 + 2.0 * third * series
}
