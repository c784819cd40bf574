//! The product of two hidden matrices of bytes: everybody sees the product C and commitments to A and B, and is convinced
//! that C = A B, but learns nothing else about A and B.
//!
//! The relation is checked by random vectors (R. Freivalds, *Probabilistic Machines Can Use Less Running Time*, 1977):
//! `(r A) (B t) = r C t`, where r and t are powers of challenges. Both vectors in the middle are hidden, so they are
//! committed to when r and t are known, in a round of their own, and their product is a product of hidden values.

use proofroom_circuits::kernel::{
    Challenges, Equation, Fp, HiddenTensor, KernelError, Lookup, Shape, Statement, Table, Tensor,
    Witness, powers, prove, verify,
};

const A: Tensor = Tensor::Input(0);
const B: Tensor = Tensor::Input(1);
/// `r A`, a row.
const LEFT: Tensor = Tensor::Later(0);
/// `B t`, as a row.
const RIGHT: Tensor = Tensor::Later(1);

/// C = A B for a hidden A of `rows` x `inner` and a hidden B of `inner` x `columns` bytes.
struct Product {
    rows: usize,
    inner: usize,
    columns: usize,
    /// Row by row.
    c: Vec<u64>,
}

impl Statement for Product {
    fn public(&self) -> Vec<u8> {
        let numbers = self.c.iter().flat_map(|number| number.to_le_bytes());
        b"matmul example, C: ".iter().copied().chain(numbers).collect()
    }

    fn inputs(&self) -> Vec<Shape> {
        let shape = |rows, row_values| Shape { rows, row_values };
        vec![shape(self.rows, self.inner), shape(self.inner, self.columns)]
    }

    fn later(&self) -> Vec<Shape> {
        vec![Shape::row(self.inner); 2]
    }

    /// Both matrices hold bytes. The two lookups share a table and its proofs.
    fn lookups(&self) -> Vec<Lookup> {
        [A, B].map(|tensor| Lookup::values(tensor, Table::range(256))).into()
    }

    fn equations(&self, &Challenges { r, t, z, .. }: &Challenges) -> Vec<Equation> {
        // C comes from whoever proves. Rows that A does not have would weigh nothing.
        assert_eq!(self.c.len(), self.rows * self.columns, "C has the shape of a product");
        let (r, t, z) = (powers(r, self.rows), powers(t, self.columns), powers(z, self.inner));
        let (zero, one) = (Fp::from(0), Fp::from(1));
        let negative = |weights: &[Fp]| weights.iter().map(|weight| -weight).collect();
        // z is drawn when r A and B t are committed to: these equations hold only if each of their numbers is right.
        let left = Equation::equal_to(zero).plus(LEFT, vec![one], z.clone());
        let right = Equation::equal_to(zero).plus(RIGHT, vec![one], z.clone());
        let product = Equation::equal_to(self.rct(&r, &t));
        vec![
            left.plus(A, negative(&r), z.clone()),
            right.plus(B, negative(&z), t),
            product.plus_products(LEFT, RIGHT, vec![one; self.inner]),
        ]
    }
}

impl Product {
    /// `r C t`.
    fn rct(&self, r: &[Fp], t: &[Fp]) -> Fp {
        let weighed = |(row, r): (&[u64], &Fp)| {
            row.iter().zip(t).map(|(number, t)| Fp::from(*number) * t).sum::<Fp>() * r
        };
        self.c.chunks(self.columns).zip(r).map(weighed).sum()
    }
}

/// The sum of numbers, each times its weight.
fn weighed<'a>(numbers: impl Iterator<Item = &'a u16>, weights: &[Fp]) -> Fp {
    numbers.zip(weights).map(|(number, weight)| Fp::from(u64::from(*number)) * weight).sum()
}

fn main() -> Result<(), KernelError> {
    let (rows, inner, columns) = (30, 40, 50);
    let bytes =
        |count: usize, seed: usize| (0..count).map(|i| ((i * i + seed * i) % 251) as u16).collect();
    let (a, b): (Vec<u16>, Vec<u16>) = (bytes(rows * inner, 3), bytes(inner * columns, 7));
    let entry = |(y, x): (usize, usize)| {
        (0..inner).map(|i| u64::from(a[y * inner + i]) * u64::from(b[i * columns + x])).sum()
    };
    let c: Vec<u64> =
        (0..rows * columns).map(|place| entry((place / columns, place % columns))).collect();

    // Whoever has the matrices commits to them, and publishes commitments, C and the proof.
    let mut statement = Product { rows, inner, columns, c };
    let [shape_a, shape_b] = statement.inputs()[..] else { unreachable!("two matrices") };
    let hidden_a = HiddenTensor::commit(shape_a, statement.k(), a.clone())?;
    let hidden_b = HiddenTensor::commit(shape_b, statement.k(), b.clone())?;
    let prove = |statement: &Product| {
        let later = |r: Fp, t: Fp| {
            let (r, t) = (powers(r, rows), powers(t, columns));
            let column_of_a = |i: usize| a.iter().skip(i).step_by(inner);
            vec![
                (0..inner).map(|i| weighed(column_of_a(i), &r)).collect(),
                b.chunks(columns).map(|row_of_b| weighed(row_of_b.iter(), &t)).collect(),
            ]
        };
        let inputs = &[&hidden_a, &hidden_b];
        prove(statement, Witness { inputs, auxiliary: Vec::new(), later: &later })
    };
    let proof = prove(&statement)?;

    // Everybody else verifies from what is public.
    let commitments = [hidden_a.commitments(), hidden_b.commitments()];
    verify(&statement, &commitments, &proof)?;
    println!(
        "C is the product: {} bytes of proof",
        proof.proofs.iter().map(Vec::len).sum::<usize>()
    );

    // Another C has no proof, neither this one nor one made for it.
    statement.c[7] += 1;
    assert_eq!(verify(&statement, &commitments, &proof), Err(KernelError::False));
    assert_eq!(verify(&statement, &commitments, &prove(&statement)?), Err(KernelError::False));
    println!("another C is rejected");
    Ok(())
}
