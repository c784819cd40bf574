//! The place of `ifma.rs` where there is no x86-64: no processor has the instructions.

pub(crate) mod fft {
    use halo2_proofs::pasta::Fp;

    pub(crate) enum ToCoefficients {}
    pub(crate) enum ToValues {}
    pub(crate) enum Coefficients {}
    pub(crate) enum Values {}

    impl ToCoefficients {
        pub fn new(_: u32, _: Fp) -> Option<Self> {
            None
        }

        pub fn coefficients(&self, _: &[Fp]) -> Coefficients {
            match *self {}
        }
    }

    impl ToValues {
        pub fn new(_: u32, _: &[Fp]) -> Option<Self> {
            None
        }

        pub fn values(&self, _: &[Fp]) -> Values {
            match *self {}
        }

        pub fn values_of(&self, _: &Coefficients) -> Values {
            match *self {}
        }
    }

    impl Coefficients {
        pub fn store(&self, _: &mut [Fp]) {
            match *self {}
        }
    }

    impl Values {
        pub fn store(&self, _: &mut [Fp]) {
            match *self {}
        }
    }
}
