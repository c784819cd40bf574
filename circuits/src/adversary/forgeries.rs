//! Forgeries of one step, of every edit to which they apply.

use std::cell::Cell;

use super::*;
use crate::edits::{Contrast, Crop, Edit, EditKind, Resize};
use crate::image::Rect;

/// Columns of 6 image rows, 5 of them, one row of padding.
const SMALL: Size = Size { width: 41, height: 29 };
/// Columns of few image rows where k is 12 to 14, and padding.
const WIDE: Size = Size { width: 640, height: 9 };

#[derive(Clone, Copy, Debug, PartialEq)]
enum Output {
    Published,
    Hidden,
}
use self::Output::{Hidden, Published};

/// An edit that is forged, with a published or a hidden output.
struct Case {
    edit: Edit,
    output: Output,
    kind: Kind,
    size: Size,
    /// The smallest that has room for the edit's tables.
    k: u32,
}

impl Case {
    fn new(edit: Edit, output: Output) -> Self {
        let statement = |edit: &Edit, size| {
            let (k, published) = (Layout::KS[0], output == Published);
            let output = edit.step_sizes(size).expect("a valid edit")[0];
            StepStatement::new(std::slice::from_ref(edit), size, output, k, published)
        };
        let of_small = statement(&edit, SMALL);
        let entries = of_small.tensors.lookups.iter().map(|lookup| lookup.entries.len());
        let rows = entries.max().unwrap_or_default() + BLINDING_ROWS;
        let k = rows.next_power_of_two().ilog2().max(10);
        let size = if k <= 11 { SMALL } else { WIDE };
        // Several columns, however long they are.
        let edit = match edit {
            Edit::Resize(_) if k > 12 => Resize { width: 310, height: 40 }.into(),
            edit => edit,
        };
        Case { kind: Kind::of(&statement(&edit, size)), edit, output, size, k }
    }

    /// Examples of every edit but hidden crops, which have forgeries of their own, with published and with hidden
    /// outputs: of those with long columns one each, and only those whose outputs have padding.
    fn all() -> Vec<Self> {
        let kinds = Edit::KINDS.iter();
        let kinds = kinds.filter(|kind| !matches!(kind.examples()[0], Edit::CropHidden(_)));
        let outputs = kinds.flat_map(|kind| [(kind, Published), (kind, Hidden)]);
        // What the first of several steps makes is hidden.
        let takes_one_step =
            |kind: &EditKind| kind.examples()[0].step_sizes(SMALL).is_ok_and(|s| s.len() == 1);
        let outputs = outputs.filter(|(kind, output)| *output == Hidden || takes_one_step(kind));
        let examples = |(kind, output): (&EditKind, Output)| {
            let examples = kind.examples().into_iter();
            let mut cases: Vec<Case> = examples.map(|edit| Case::new(edit, output)).collect();
            if cases[0].is_long() {
                cases.truncate(1);
            }
            cases.retain(Case::has_padding);
            cases
        };
        outputs.flat_map(examples).collect()
    }

    fn has_padding(&self) -> bool {
        let output = self.edit.step_sizes(self.size).expect("a valid edit")[0];
        let layout = Layout::new(output, self.k).expect("fits");
        layout.columns * layout.rows_in_column > output.height as usize
    }

    /// Whether proofs take long: then parts that a forgery leaves alone may be left out ([`Forgery::proves`]).
    fn is_long(&self) -> bool {
        self.k > 12
    }

    /// The first step of a chain is forged.
    fn forge(&self, forgery: &Forgery<'_>) -> Forged {
        let mut edits = vec![self.edit.clone()];
        match self.output {
            Published => {}
            // A crop would be one step with a crop.
            Hidden if matches!(self.edit, Edit::Crop(_)) => edits.push(tone()),
            Hidden => edits.push(Crop(Rect { x: 0, y: 0, width: 2, height: 2 }).into()),
        }
        forge(self.size, self.k, Recipe::new(edits), None, forgery)
    }
}

fn tone() -> Edit {
    Contrast { permille: 1300 }.into()
}

/// Makes a forgery of every edit to which it applies, and expects exactly these parts to be false; the parts are
/// none where it does not apply.
fn rejected(forgery: &Forgery<'_>, false_parts: impl Fn(Kind, Output) -> &'static [Part]) {
    rejected_if(forgery, false_parts, |_, _| {});
}

/// As [`rejected`], and looks at what was forged.
fn rejected_if(
    forgery: &Forgery<'_>,
    false_parts: impl Fn(Kind, Output) -> &'static [Part],
    look: impl Fn(&str, Forged),
) {
    for case in Case::all() {
        let expected = false_parts(case.kind, case.output);
        if !expected.is_empty() {
            let proves = if case.is_long() { forgery.proves } else { HONEST.proves };
            let forged = case.forge(&Forgery { proves, ..*forgery });
            let words = format!("{:?}, {:?}", case.edit, case.output);
            assert_eq!(forged.check(), rejection(1, Check::Proof), "{words}");
            assert_eq!(forged.false_parts(0), expected, "{words}");
            look(&words, forged);
        }
    }
}

fn is_true_of_what_it_names(words: &str, forged: Forged) {
    assert!(forged.is_true_of_what_it_names(), "{words}: it shows nothing");
}

/// They are rejected because of what they forge.
#[test]
fn an_adversary_that_forges_nothing_is_accepted() {
    // Those with a hidden output are accepted in `values_in_unused_rows_change_nothing`.
    for case in Case::all().iter().filter(|case| case.output == Published) {
        assert_eq!(case.forge(&ACCEPTED).check(), Ok(()), "{:?}", case.edit);
    }
}

/// Nothing reads values in the rows between data and blinding rows, and in multiplicities beyond the table: neither
/// the step that makes them nor the next.
#[test]
fn values_in_unused_rows_change_nothing() {
    for case in Case::all().iter().filter(|case| case.output == Hidden) {
        let rows = (1 << case.k) - BLINDING_ROWS;
        let forgery = Forgery {
            planes: &fill_unused_rows,
            counts: &|counts| counts.extend((counts.len()..rows).map(|row| 77 + row as u32)),
            ..ACCEPTED
        };
        assert_eq!(case.forge(&forgery).check(), Ok(()), "{:?}", case.edit);
    }
}

fn fill_unused_rows(planes: &mut Planes) {
    let rows = planes.layout.data_rows;
    let columns = planes.auxiliary.iter_mut().flatten();
    let columns = columns.chain(&mut planes.output);
    for column in columns {
        let end = column.values.len() - BLINDING_ROWS;
        let unused = column.values[..end].iter_mut().enumerate().skip(rows);
        unused.for_each(|(row, value)| *value = Fp::from(77 + row as u64));
    }
}

/// The part that sees an output that is another byte.
fn sees_the_output(kind: Kind) -> &'static [Part] {
    match kind {
        Kind::Tone => &[Part::Table],
        Kind::Quotient { .. } => &[Part::Quotients],
        Kind::Exact | Kind::Rounded { .. } => &[Part::Relation],
    }
}

fn reads_the_output(part: Part) -> bool {
    matches!(part, Part::Table | Part::Quotients | Part::Relation)
}

#[test]
fn an_output_off_by_one_is_rejected_published_and_hidden() {
    let forgery = Forgery {
        numbers: &|numbers| {
            let place = numbers.positive();
            numbers.output[place] -= 1;
        },
        proves: reads_the_output,
        ..HONEST
    };
    rejected(&forgery, |kind, _| sees_the_output(kind));
}

fn hidden(output: Output, parts: &'static [Part]) -> &'static [Part] {
    match output {
        Published => &[],
        Hidden => parts,
    }
}

/// The true value is in the first unused row and in the blinding rows.
#[test]
fn the_true_value_elsewhere_in_the_column_is_no_help() {
    let truth = Cell::new((0, Fp::ZERO));
    let forgery = Forgery {
        numbers: &|numbers| {
            let place = numbers.free(0);
            truth.set((place, Fp::from(u64::from(numbers.output[place]))));
            numbers.output[place] -= 1;
        },
        planes: &|planes| {
            let (place, value) = truth.get();
            let (unused, column) = (planes.layout.data_rows, place / planes.layout.data_rows);
            let rows = planes.layout.rows();
            for row in [unused, rows - BLINDING_ROWS, rows - 1] {
                planes.output[column].values[row] = value;
            }
        },
        proves: reads_the_output,
        ..HONEST
    };
    rejected(&forgery, |kind, output| hidden(output, sees_the_output(kind)));
}

/// One less for the output, the divisor more for the remainder, or the other way round: the relation holds,
/// the range does not.
#[test]
fn a_remainder_out_of_range_is_rejected() {
    let place = Cell::new(0);
    let by = |published| if published { -1 } else { 1 };
    let forgery = Forgery {
        numbers: &|numbers| {
            place.set(numbers.free(0));
            numbers.move_output(place.get(), by(numbers.published));
        },
        planes: &|planes| {
            let by = i64::from(by(planes.published));
            planes.move_remainder(place.get(), -by);
        },
        proves: |part| matches!(part, Part::Remainders | Part::Relation),
        ..HONEST
    };
    rejected(&forgery, |kind, _| if_rounded(kind, &[Part::Remainders]));
}

fn if_rounded(kind: Kind, parts: &'static [Part]) -> &'static [Part] {
    if kind.remainder().is_some() { parts } else { &[] }
}

/// A quotient that the table lacks, with the output that its lowest bits would have. The relation sees it or, if the
/// remainder makes up for it, the remainder is out of range.
#[test]
fn a_quotient_out_of_range_is_rejected() {
    let bend = |planes: &mut Planes| {
        let Kind::Quotient { plane, values, .. } = planes.kind else { unreachable!("the kind") };
        *planes.auxiliary(plane, 0) += Fp::from(u64::from(values));
    };
    let forgery = Forgery { planes: &bend, ..HONEST };
    rejected(&forgery, |kind, _| match kind {
        Kind::Quotient { .. } => &[Part::Quotients, Part::Relation],
        _ => &[],
    });
    let forgery = Forgery {
        planes: &|planes| {
            bend(planes);
            let Kind::Quotient { plane, unit, values, .. } = planes.kind else { unreachable!() };
            *planes.auxiliary(plane - 1, 0) -= Fp::from(u64::from(unit) * u64::from(values));
        },
        ..HONEST
    };
    rejected(&forgery, |kind, _| match kind {
        Kind::Quotient { .. } => if_rounded(kind, &[Part::Remainders, Part::Quotients]),
        _ => &[],
    });
}

/// The next step would read it as another pixel.
#[test]
fn a_hidden_output_above_a_byte_is_rejected() {
    // The last channel, and the one before it: there a table that is the same for all channels would take what
    // is too much for the next channel, if numbers were packed.
    for place in [8, 7] {
        let forgery =
            Forgery { planes: &|planes| *planes.output(place) += Fp::from(256), ..HONEST };
        rejected(&forgery, |kind, output| hidden(output, sees_the_output(kind)));
    }
}

fn over(numerator: Fp, divisor: u64) -> Fp {
    numerator * Fp::from(divisor).invert().expect("not zero")
}

/// A hidden output that is no byte at all, but a fraction. If pairs were packed by a power of two, high above the low
/// part, then `c(q) + (q - Q) / 2^13` would have the entry of another quotient q, for every Q: the forgery by which any
/// network layer has any output. The same for a tone, with its input.
fn fraction(planes: &mut Planes) {
    // Another row of the same channel, whose entry of the table is taken.
    let of_another_row = |low: &[Fp], factor: u64, output: &[Fp]| {
        let other = (3..).step_by(3).find(|&row| low[row] != low[0]);
        let other = other.expect("not all is one color");
        output[other] + over(low[other] - low[0], factor)
    };
    let output = planes.output[0].values.clone();
    match planes.kind {
        Kind::Exact => *planes.output(0) += over(Fp::ONE, 2),
        Kind::Tone => {
            let input = &planes.input[0].values;
            *planes.output(0) = of_another_row(input, 1 << 8, &output);
        }
        Kind::Quotient { plane, .. } => {
            let quotients = &planes.auxiliary[plane][0].values;
            *planes.output(0) = of_another_row(quotients, 1 << 13, &output);
        }
        Kind::Rounded { .. } => unreachable!("the output is published"),
    }
}

#[test]
fn a_hidden_output_that_is_a_fraction_is_rejected() {
    let forgery = Forgery { planes: &fraction, proves: reads_the_output, ..HONEST };
    rejected(&forgery, |kind, output| hidden(output, sees_the_output(kind)));
}

/// A quotient that takes the remainder's place in the relation, and is no integer then.
#[test]
fn a_quotient_that_is_a_fraction_is_rejected() {
    let forgery = Forgery {
        planes: &|planes| {
            let Kind::Quotient { plane, unit, .. } = planes.kind else { unreachable!("the kind") };
            let remainders = &planes.auxiliary[plane - 1][0].values;
            let row = remainders.iter().position(|&remainder| remainder != Fp::ZERO);
            let row = row.expect("something is rounded");
            let remainder = std::mem::take(planes.auxiliary(plane - 1, row));
            *planes.auxiliary(plane, row) += over(remainder, unit.into());
        },
        ..HONEST
    };
    rejected(&forgery, |kind, _| match kind {
        Kind::Quotient { .. } => if_rounded(kind, &[Part::Quotients]),
        _ => &[],
    });
}

/// Values in the rows below the last image row, on which the next step relies.
#[test]
fn padding_that_does_not_repeat_the_last_row_is_rejected() {
    let forgery = Forgery {
        planes: &|planes| {
            let place = planes.positive_padding(OUTPUT);
            *planes.output(place) -= Fp::ONE;
        },
        proves: reads_the_output,
        ..HONEST
    };
    rejected(&forgery, |kind, output| hidden(output, sees_the_output(kind)));
    let forgery = Forgery {
        planes: &|planes| {
            let (limb, _) = planes.kind.remainder().expect("the edit rounds");
            let place = planes.positive_padding(Tensor::Auxiliary(limb));
            *planes.auxiliary(limb, place) -= Fp::ONE;
        },
        proves: |part| part == Part::Relation,
        ..HONEST
    };
    rejected(&forgery, |kind, _| if_rounded(kind, &[Part::Relation]));
}

/// A forgery that only one lookup sees: a published output off by one, with a remainder that makes up for
/// it if that is needed, or a hidden output that is a fraction.
const LOOKUP_FORGERY: Forgery<'_> = Forgery {
    numbers: &|numbers| {
        if numbers.published {
            let place = numbers.free(0);
            numbers.output[place] -= 1;
            if let Kind::Rounded { limb, values } = numbers.kind {
                numbers.auxiliary[limb][place] += values;
            }
        }
    },
    planes: &|planes| {
        if !planes.published {
            fraction(planes);
        }
    },
    proves: |part| part != Part::Relation,
    ..HONEST
};

fn one_lookup_sees(kind: Kind, _: Output) -> &'static [Part] {
    match kind {
        Kind::Exact => &[],
        Kind::Tone => &[Part::Table],
        Kind::Rounded { .. } => &[Part::Remainders],
        Kind::Quotient { .. } => &[Part::Quotients],
    }
}

/// With alpha known any sum can be made right. The proof is true of the new multiplicities; but alpha was
/// drawn from the old, and naming the new in the file changes it.
#[test]
fn multiplicities_made_after_alpha_are_rejected() {
    let forgery = Forgery {
        lookup: &|columns| {
            for instance in 0..columns.instances.len() {
                let missing = columns.excess(instance) * (columns.alpha - columns.table[0]);
                let multiplicities = columns.instances[instance].last_mut().expect("slots");
                multiplicities.values[0] += missing;
            }
        },
        ..LOOKUP_FORGERY
    };
    rejected_if(&forgery, one_lookup_sees, |words, mut forged| {
        is_true_of_what_it_names(words, forged.clone());
        let lookups = forged.made.iter().filter(|made| matches!(made.class, Class::Lookup { .. }));
        let instances = lookups.flat_map(|made| &made.proof_inputs.linked);
        let made_later: Vec<_> =
            instances.map(|linked| ColumnCommitment::of(&linked[linked.len() - 1])).collect();
        let named = &mut forged.proof.steps[0].multiplicities;
        assert_ne!(*named, made_later);
        // Where all lookups were proved.
        if named.len() == made_later.len() {
            *named = made_later;
            assert_eq!(forged.check(), rejection(1, Check::Proof), "{words}, named");
        }
    });
}

/// A cell that is not linked supplies any missing term.
#[test]
fn a_slot_that_is_not_linked_is_rejected() {
    let forgery = Forgery {
        lookup: &|columns| {
            for instance in 0..columns.instances.len() {
                let excess = columns.excess(instance);
                // The last slot before the multiplicities: a spare one, if there is one.
                let slots = columns.instances[instance].len() - 1;
                let column = &mut columns.instances[instance][slots - 1];
                let term = |value: Fp| (columns.alpha - value).invert().expect("alpha is random");
                // Any cell does, but for one that is all of the excess itself.
                let value = column
                    .values
                    .iter_mut()
                    .find(|value| term(**value) != excess)
                    .expect("a column has rows");
                *value = columns.alpha - (term(*value) - excess).invert().expect("not zero");
            }
        },
        ..LOOKUP_FORGERY
    };
    rejected_if(&forgery, one_lookup_sees, is_true_of_what_it_names);
}

/// The lookups are about another column instead of the last, whose output is off by one.
#[test]
fn a_column_that_the_lookups_forget_is_rejected() {
    let last = Cell::new(0);
    let forgery = Forgery {
        numbers: &|numbers| {
            last.set(numbers.layout.columns - 1);
            assert!(last.get() > 0, "the test wants two columns");
            numbers.lower_output(numbers.free(last.get()));
        },
        slots: &|slots| {
            let forgotten = slots.iter_mut().filter(|slot| slot.column == last.get());
            forgotten.for_each(|slot| slot.column = 0);
        },
        proves: |part| part != Part::Relation,
        ..HONEST
    };
    let lookups = |kind, _| -> &'static [Part] {
        match kind {
            Kind::Exact => &[],
            Kind::Tone => &[Part::Table],
            Kind::Rounded { .. } => &[Part::Remainders],
            // Without a remainder nothing makes up for the quotient: the relation would be false of what it names.
            Kind::Quotient { unit: 1, .. } => &[],
            Kind::Quotient { .. } => &[Part::Remainders, Part::Quotients],
        }
    };
    rejected_if(&forgery, lookups, is_true_of_what_it_names);
}

/// A forgery that only the relation sees, and what is made up for it when the weights are known.
fn only_the_relation_sees(made_up: &dyn Fn(&mut RelationColumns<'_>)) {
    let forgery = Forgery {
        numbers: &|numbers| {
            let place = numbers.free(0);
            numbers.move_output(place, -1);
        },
        relation: made_up,
        proves: |part| part == Part::Relation,
        ..HONEST
    };
    let false_parts = |kind, _| -> &'static [Part] {
        match kind {
            Kind::Tone => &[],
            _ => &[Part::Relation],
        }
    };
    rejected_if(&forgery, false_parts, is_true_of_what_it_names);
}

/// A column in a fold weighs so much that the sum is right.
#[test]
fn a_fold_with_another_weight_is_rejected() {
    only_the_relation_sees(&|columns| {
        let (plane, column, _) = columns.inputs.plan.slots[0].terms[0];
        let column = &columns.planes.get(plane)[column];
        let sum = columns.weighted(0, column).invert().expect("it weighs something");
        let excess = columns.excess();
        columns.inputs.linked[0].column.add_scaled(-excess * sum, column);
    });
}

/// What the sum really is, instead of what the verifier computes.
#[test]
fn a_partial_sum_is_rejected() {
    only_the_relation_sees(&|columns| columns.inputs.plan.weights.value += columns.excess());
}

/// A weight of the prover's own.
#[test]
fn a_weight_that_is_made_up_is_rejected() {
    only_the_relation_sees(&|columns| {
        let excess = columns.excess();
        let RelationInputs { plan, linked, .. } = columns.inputs;
        let weights = &mut plan.weights.slots[0];
        let values = weights.iter_mut().zip(&linked[0].column.values);
        let (weight, value) =
            values.into_iter().find(|(_, value)| **value != Fp::ZERO).expect("not all is black");
        *weight -= excess * value.invert().expect("not zero");
    });
}

/// What the last step proves is true, but its output is hidden, as an intermediate is, or holds more than
/// the published pixels.
#[test]
fn a_published_image_with_anything_hidden_in_it_is_rejected() {
    let pixels = Err(Rejection { step: None, check: Check::PublishedPixels });
    let check = |case: &Case, planes: &dyn Fn(&mut Planes)| {
        let forged = case.forge(&Forgery { planes, ..HONEST });
        assert_eq!(forged.check(), pixels, "{:?}", case.edit);
        assert_eq!(forged.false_parts(0), [], "{:?}", case.edit);
    };
    for case in Case::all().iter().filter(|case| case.output == Published) {
        check(case, &|planes| {
            for column in &mut planes.output {
                let blinds = Blinds::fresh(&mut SystemRandom::new());
                let blinding_rows = column.values.len() - BLINDING_ROWS;
                column.values[blinding_rows..].copy_from_slice(&blinds.rows);
                column.blind = blinds.factor;
            }
        });
    }
    let crop = Crop(Rect { x: 3, y: 5, width: 20, height: 10 }).into();
    let [tone, crop] = [tone(), crop].map(|edit| Case::new(edit, Published));
    for case in [&tone, &crop] {
        check(case, &|planes| planes.output[0].blind += Fp::ONE);
        check(case, &|planes| *planes.output[0].values.last_mut().expect("rows") = Fp::ONE);
        check(case, &|planes| planes.output[0].values[planes.layout.data_rows] = Fp::ONE);
    }
    // The padding of a linear edit's output is in no sum: the pixels count for it.
    check(&crop, &|planes| {
        let padding = planes.layout.size.bytes();
        *planes.output(padding) += Fp::ONE;
    });
}
