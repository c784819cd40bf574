//! The place of `ifma.rs` on other processors than x86-64: none has the instructions.

use std::convert::Infallible;

use halo2_proofs::pasta::Fp;

use crate::curve::msm::Point;

#[derive(Clone, Copy)]
pub(crate) struct Ifma(Infallible);

impl Ifma {
    pub fn detect() -> Option<Self> {
        None
    }

    pub fn add_pairs<'a>(
        self,
        _: usize,
        _: impl Fn(usize) -> [&'a Point; 2],
        _: impl Fn(usize) -> usize,
        _: &mut [Point],
    ) {
        match self.0 {}
    }

    pub fn double_each(self, _: &mut [Point]) {
        match self.0 {}
    }

    pub fn inner_product(self, _: &[[Fp; 8]], _: &[[Fp; 8]]) -> Fp {
        match self.0 {}
    }

    pub fn add_products(self, _: &mut [[Fp; 8]], _: &[[Fp; 8]], _: &[[Fp; 8]]) {
        match self.0 {}
    }

    pub fn add_multiples(self, _: &mut [[Fp; 8]], _: &[[Fp; 8]], _: Fp) {
        match self.0 {}
    }

    pub fn add_inverses(self, _: &mut [[Fp; 8]], _: &[[Fp; 8]], _: [&[[Fp; 8]]; 3], _: [Fp; 2]) {
        match self.0 {}
    }
}

pub(crate) mod fft {
    use super::{Fp, Infallible};

    pub(crate) struct ToCoefficients(Infallible);
    pub(crate) struct ToValues(Infallible);
    pub(crate) struct Coefficients(Infallible);
    pub(crate) struct Values(Infallible);

    impl ToCoefficients {
        pub fn new(_: u32, _: Fp) -> Option<Self> {
            None
        }

        pub fn coefficients(&self, _: &[Fp]) -> Coefficients {
            match self.0 {}
        }
    }

    impl ToValues {
        pub fn new(_: u32, _: &[Fp]) -> Option<Self> {
            None
        }

        pub fn values(&self, _: &[Fp]) -> Values {
            match self.0 {}
        }

        pub fn values_of(&self, _: &Coefficients) -> Values {
            match self.0 {}
        }
    }

    impl Coefficients {
        pub fn store(&self, _: &mut [Fp]) {
            match self.0 {}
        }
    }

    impl Values {
        pub fn store(&self, _: &mut [Fp]) {
            match self.0 {}
        }
    }
}
