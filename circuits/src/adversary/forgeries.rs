//! Forgeries of one step, of every edit to which they apply.

use std::cell::Cell;

use super::*;
use crate::edits::{Contrast, Crop, Edit, EditKind};
use crate::image::Rect;

/// Columns of 6 image rows, 5 of them, one row of padding.
const SMALL: Size = Size { width: 41, height: 29 };
/// Two or three columns of few image rows where k is 12 to 14, and padding.
const WIDE: Size = Size { width: 640, height: 9 };

#[derive(Clone, Copy, Debug, PartialEq)]
enum Output {
    Published,
    Hidden,
}
use Output::{Hidden, Published};

/// An edit that is forged.
struct Case {
    edit: Edit,
    kind: Kind,
    size: Size,
    /// The smallest that has room for the edit's tables.
    k: u32,
    /// Where proofs take long: the output of which a forgery is made that applies to both, published and
    /// hidden. Parts that the forgery leaves alone may be left out ([`Forgery::proves`]).
    once: Option<Output>,
}

impl Case {
    fn new(edit: Edit) -> Self {
        let output = edit.output_size(SMALL).expect("a valid edit");
        let statement =
            Statement::new(std::slice::from_ref(&edit), SMALL, output, Layout::KS[0], false);
        let entries = statement.lookups.iter().map(|lookup| lookup.table().len());
        let rows = entries.max().unwrap_or_default() + BLINDING_ROWS;
        let k = rows.next_power_of_two().ilog2().max(10);
        let size = if k == 10 { SMALL } else { WIDE };
        Case { edit, kind: Kind::of(&statement), size, k, once: None }
    }

    /// Examples of every edit: of those with long tables one each.
    fn all() -> Vec<Self> {
        let examples = |kind: &EditKind| {
            let mut cases: Vec<Case> = kind.examples().into_iter().map(Case::new).collect();
            if cases[0].k > 10 {
                cases.truncate(1);
            }
            cases
        };
        let mut cases: Vec<Case> = Edit::KINDS.iter().flat_map(examples).collect();
        let long = cases.iter_mut().filter(|case| case.k > 12);
        for (case, output) in long.zip([Published, Hidden].into_iter().cycle()) {
            case.once = Some(output);
        }
        cases
    }

    /// The first step of a chain is forged.
    fn forge(&self, output: Output, forgery: &Forgery<'_>) -> Forged {
        let mut edits = vec![self.edit.clone()];
        match output {
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
        let outputs = [Published, Hidden].map(|output| (output, false_parts(case.kind, output)));
        let applies = |expected: &[Part]| !expected.is_empty();
        let both = outputs.iter().all(|(_, expected)| applies(expected));
        let wanted = |output| !both || case.once.is_none_or(|once| once == output);
        for (output, expected) in outputs {
            if applies(expected) && wanted(output) {
                let proves = if case.once.is_some() { forgery.proves } else { HONEST.proves };
                let forged = case.forge(output, &Forgery { proves, ..*forgery });
                let words = format!("{:?}, {output:?}", case.edit);
                assert_eq!(forged.check(), rejection(1, Check::Proof), "{words}");
                assert_eq!(forged.false_parts(0), expected, "{words}");
                look(&words, forged);
            }
        }
    }
}

fn is_true_of_what_it_names(words: &str, forged: Forged) {
    assert!(forged.is_true_of_what_it_names(), "{words}: it shows nothing");
}

/// They are rejected because of what they forge.
#[test]
fn an_adversary_that_forges_nothing_is_accepted() {
    // The others are accepted in `values_in_unused_rows_change_nothing`.
    for case in Case::all().iter().filter(|case| case.once.is_none()) {
        assert_eq!(case.forge(Published, &ACCEPTED).check(), Ok(()), "{:?}", case.edit);
    }
}

/// Nothing reads values in the rows between data and blinding rows, and in multiplicities beyond the table: neither
/// the step that makes them nor the next.
#[test]
fn values_in_unused_rows_change_nothing() {
    for case in &Case::all() {
        let rows = (1 << case.k) - BLINDING_ROWS;
        let forgery = Forgery {
            planes: &fill_unused_rows,
            counts: &|counts| counts.extend((counts.len()..rows).map(|row| 77 + row as u32)),
            ..ACCEPTED
        };
        assert_eq!(case.forge(Hidden, &forgery).check(), Ok(()), "{:?}", case.edit);
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
        Kind::Clamped(_) => &[Part::Clamp],
        Kind::Exact | Kind::Resized | Kind::Rounded(_) => &[Part::Relation],
    }
}

fn reads_the_output(part: Part) -> bool {
    matches!(part, Part::Table | Part::Clamp | Part::Relation)
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
    // Both of every edit.
    for output in [Published, Hidden] {
        rejected(&forgery, |kind, other| match output == other {
            true => sees_the_output(kind),
            false => &[],
        });
    }
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
    rejected(&forgery, |kind, _| match kind {
        Kind::Tone | Kind::Exact => &[],
        Kind::Resized | Kind::Rounded(_) | Kind::Clamped(_) => &[Part::Remainders],
    });
}

/// A clamp's input beyond its table and an output one less pack to the same value. Either the relation sees
/// the input, or, if the remainder makes up for it, the remainder is out of range.
#[test]
fn a_clamp_that_wraps_is_rejected() {
    let place = Cell::new(0);
    let forgery = Forgery {
        numbers: &|numbers| {
            place.set(numbers.free(0));
            numbers.auxiliary[1][place.get()] += 1 << 13;
            numbers.output[place.get()] -= 1;
        },
        planes: &|planes| {
            if !planes.published {
                planes.move_remainder(place.get(), -(1 << 13));
            }
        },
        proves: |part| part != Part::OutputRange,
        ..HONEST
    };
    let false_parts = |kind, output| -> &'static [Part] {
        match (kind, output) {
            (Kind::Clamped(_), Published) => &[Part::Relation],
            (Kind::Clamped(_), Hidden) => &[Part::Remainders],
            _ => &[],
        }
    };
    rejected_if(&forgery, false_parts, |words, mut forged| {
        // While there is such a file: a clamp's input whose commitment cancels the output's.
        let step = &mut forged.proof.steps[0];
        let clamp_input = step.output.len();
        step.auxiliary[clamp_input] = multiple(step.output[0], -signed(1 << 13));
        assert_eq!(forged.check(), rejection(1, Check::LinkedCommitment), "{words}");
    });
}

/// The next step would read it as another pixel. Where a clamp is, or one remainder, the fractions below
/// show the same.
#[test]
fn a_hidden_output_above_a_byte_is_rejected() {
    // The last channel, and the one before it: there a table that is the same for all channels takes what
    // is too much for the next channel.
    let [last, middle] =
        [8, 7].map(|place| move |planes: &mut Planes| *planes.output(place) += Fp::from(256));
    let forged = Case::new(tone()).forge(Hidden, &Forgery { planes: &middle, ..HONEST });
    assert_eq!(forged.check(), rejection(1, Check::Proof));
    assert_eq!(forged.false_parts(0), [Part::OutputRange]);
    let forgery = Forgery { planes: &last, ..HONEST };
    rejected(&forgery, |kind, output| match kind {
        Kind::Tone => hidden(output, &[Part::Table, Part::OutputRange]),
        Kind::Exact => hidden(output, &[Part::Relation]),
        Kind::Resized => hidden(output, &[Part::OutputRange, Part::Relation]),
        Kind::Rounded(_) | Kind::Clamped(_) => &[],
    });
}

/// A hidden output that is no byte at all, but a fraction that everything else accepts: packed with its
/// input it is in the table, or it takes the remainder's place in the relation.
fn fraction(planes: &mut Planes) {
    let over = |numerator: Fp, divisor: u64| numerator * Fp::from(divisor).invert().expect("not 0");
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
            *planes.output(0) = of_another_row(input, Packing::TONE.factor(), &output);
        }
        Kind::Clamped(_) => {
            let clamp_input = &planes.auxiliary[1][0].values;
            *planes.output(0) = of_another_row(clamp_input, Packing::CLAMP.factor(), &output);
        }
        Kind::Resized | Kind::Rounded(_) => {
            let remainder = &planes.auxiliary[0][0].values;
            let kind = planes.kind;
            let row = remainder.iter().position(|&remainder| remainder != Fp::ZERO);
            let row = row.expect("something is rounded");
            let mut take = |plane| std::mem::take(planes.auxiliary(plane, row));
            let quotient = match kind {
                Kind::Rounded(divisor) => over(take(0), divisor.into()),
                _ => over(take(0), 1 << 22) + over(take(1), 1 << 11),
            };
            *planes.output(row) += quotient;
        }
    }
}

#[test]
fn a_hidden_output_that_is_a_fraction_is_rejected() {
    let forgery = Forgery { planes: &fraction, proves: |part| part != Part::Remainders, ..HONEST };
    rejected(&forgery, |kind, output| match kind {
        Kind::Exact => hidden(output, &[Part::Relation]),
        _ => hidden(output, &[Part::OutputRange]),
    });
}

/// Values in the rows below the last image row, on which the next step relies.
#[test]
fn padding_that_does_not_repeat_the_last_row_is_rejected() {
    let forgery = Forgery {
        planes: &|planes| {
            let place = planes.positive_padding(Plane::Output);
            *planes.output(place) -= Fp::ONE;
        },
        proves: reads_the_output,
        ..HONEST
    };
    rejected(&forgery, |kind, output| hidden(output, sees_the_output(kind)));
    let forgery = Forgery {
        planes: &|planes| {
            let (limb, _) = planes.kind.remainder().expect("the edit rounds");
            let place = planes.positive_padding(Plane::Auxiliary(limb));
            *planes.auxiliary(limb, place) -= Fp::ONE;
        },
        proves: |part| part == Part::Relation,
        ..HONEST
    };
    rejected(&forgery, |kind, output| match kind {
        Kind::Tone | Kind::Exact => &[],
        _ => hidden(output, &[Part::Relation]),
    });
}

/// A forgery that only one lookup sees: a published output off by one, with a remainder that makes up for
/// it, or a hidden output that is a fraction.
const LOOKUP_FORGERY: Forgery<'_> = Forgery {
    numbers: &|numbers| {
        if numbers.published {
            numbers.lower_output(numbers.free(0));
        }
    },
    planes: &|planes| {
        if !planes.published {
            fraction(planes);
        }
    },
    proves: |part| matches!(part, Part::Table | Part::Remainders | Part::OutputRange),
    ..HONEST
};

fn one_lookup_sees(kind: Kind, output: Output) -> &'static [Part] {
    match (kind, output) {
        (Kind::Exact, _) => &[],
        (_, Hidden) => &[Part::OutputRange],
        (Kind::Tone, Published) => &[Part::Table],
        (_, Published) => &[Part::Remainders],
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
    let lookups = |kind, output| -> &'static [Part] {
        match (kind, output) {
            (Kind::Exact, _) => &[],
            (Kind::Tone, Published) => &[Part::Table],
            (Kind::Tone, Hidden) => &[Part::Table, Part::OutputRange],
            (Kind::Resized | Kind::Rounded(_), Published) => &[Part::Remainders],
            (Kind::Resized | Kind::Rounded(_), Hidden) => &[Part::Remainders, Part::OutputRange],
            (Kind::Clamped(_), Published) => &[Part::Remainders, Part::Clamp],
            (Kind::Clamped(_), Hidden) => &[Part::Remainders, Part::Clamp, Part::OutputRange],
        }
    };
    rejected_if(&forgery, lookups, is_true_of_what_it_names);
}

/// A forgery that only the relation sees, and what is made up for it when the weights are known.
fn only_the_relation_sees(made_up: &dyn Fn(&mut RelationColumns<'_>)) {
    let forgery = Forgery {
        numbers: &|numbers| {
            let place = numbers.free(0);
            numbers.output[place] -= 1;
            if let Kind::Clamped(_) = numbers.kind {
                numbers.auxiliary[1][place] += 1 << 13;
            }
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
        add_scaled(&mut columns.inputs.linked[0].column, -excess * sum, column);
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
        let forged = case.forge(Published, &Forgery { planes, ..HONEST });
        assert_eq!(forged.check(), pixels, "{:?}", case.edit);
        assert_eq!(forged.false_parts(0), [], "{:?}", case.edit);
    };
    for case in &Case::all() {
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
    let [tone, crop] = [tone(), crop].map(Case::new);
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
