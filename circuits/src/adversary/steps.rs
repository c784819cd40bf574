//! Lies about one step, told about every edit to which they apply.

use std::cell::Cell;

use super::*;

/// Columns of 6 image rows, 5 of them, one row of padding.
const SMALL: Size = Size { width: 41, height: 29 };
/// Two or three columns of few image rows where k is 12 to 14, and padding.
const WIDE: Size = Size { width: 640, height: 9 };

/// An edit that is lied about.
struct Case {
    edit: &'static str,
    size: Size,
    /// The smallest that has room for the edit's tables.
    k: u32,
    /// Where proofs take long: what applies to published and to hidden outputs is told of one of them, and
    /// parts that a lie leaves alone may be left out ([`Lie::proves`]).
    once: Option<Output>,
    /// Of edits that are proved in one way and take long, one is left to our own prover, where it can.
    by_reference: bool,
}

impl Case {
    const fn small(edit: &'static str) -> Self {
        Case { edit, size: SMALL, k: 10, once: None, by_reference: true }
    }

    const fn wide(edit: &'static str, k: u32, once: Output, by_reference: bool) -> Self {
        Case { edit, size: WIDE, k, once: Some(once), by_reference }
    }

    fn kind(&self) -> Kind {
        let recipe = Recipe::from_json(&recipe(self.edit, Published)).expect("a recipe");
        let sizes = recipe.sizes(self.size).expect("fits");
        let steps = Step::all(&recipe, &recipe.grouping(), &sizes).expect("our own grouping");
        Kind::of(&steps[0].statement(self.k))
    }

    fn tell(&self, output: Output, lie: &Lie<'_>) -> Vec<Told> {
        let lie = Lie { by_reference: self.by_reference, ..*lie };
        tell(self.size, self.k, &recipe(self.edit, output), None, &lie)
    }
}

const EDITS: &[Case] = &[
    Case::small(TONE),
    Case::small(r#"{"brightness":{"offset":-20}}"#),
    Case::small(r#"{"gamma":{"permille":2200}}"#),
    Case::small(
        r#"{"white_balance":{"red_permille":1200,"green_permille":1000,"blue_permille":800}}"#,
    ),
    Case::small(CROP),
    Case::small(r#"{"flip":{"axis":"vertical"}}"#),
    Case::small(r#"{"flip":{"axis":"horizontal"}}"#),
    Case::small(r#"{"rotate90":{"turns":1}}"#),
    Case::small(r#"{"rotate90":{"turns":2}}"#),
    Case::small(r#"{"redact":{"x":3,"y":5,"width":20,"height":10}}"#),
    RESIZE,
    Case::wide(r#"{"rgb_to_ycbcr":{}}"#, 13, Published, false),
    Case::wide(r#"{"grayscale":{}}"#, 13, Hidden, true),
    Case::wide(r#"{"ycbcr_to_rgb":{}}"#, 14, Hidden, false),
    Case::wide(r#"{"convolve":{"preset":"gaussian3"}}"#, 14, Published, true),
];

const RESIZE: Case = Case {
    once: None,
    ..Case::wide(r#"{"resize":{"width":300,"height":11}}"#, 12, Published, true)
};
const CROP: &str = r#"{"crop":{"x":3,"y":5,"width":20,"height":10}}"#;
const TONE: &str = r#"{"contrast":{"permille":1300}}"#;
const LITTLE: &str = r#"{"crop":{"x":0,"y":0,"width":2,"height":2}}"#;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Output {
    Published,
    Hidden,
}
use Output::{Hidden, Published};

/// A recipe whose first step is the edit.
fn recipe(edit: &str, output: Output) -> String {
    match output {
        Published => format!("[{edit}]"),
        // A crop would be one step with a crop.
        Hidden if edit == CROP => format!("[{edit},{TONE}]"),
        Hidden => format!("[{edit},{LITTLE}]"),
    }
}

/// Tells a lie about every edit to which it applies, and wants exactly these parts to be false; none where
/// the lie does not apply.
fn rejected(lie: &Lie<'_>, caught_by: impl Fn(Kind, Output) -> &'static [Part]) {
    rejected_if(lie, caught_by, |_, _| {});
}

/// As [`rejected`], and looks at the lie.
fn rejected_if(
    lie: &Lie<'_>,
    caught_by: impl Fn(Kind, Output) -> &'static [Part],
    look: impl Fn(&str, Told),
) {
    for case in EDITS {
        let outputs = [Published, Hidden].map(|output| (output, caught_by(case.kind(), output)));
        let applies = |expected: &[Part]| !expected.is_empty();
        let both = outputs.iter().all(|(_, expected)| applies(expected));
        let wanted = |output| !both || case.once.is_none_or(|once| once == output);
        for (output, expected) in outputs {
            if applies(expected) && wanted(output) {
                let proves = if case.once.is_some() { lie.proves } else { HONEST.proves };
                for told in case.tell(output, &Lie { proves, ..*lie }) {
                    let words = format!("{}, {output:?}, {:?}", case.edit, told.method);
                    assert_eq!(told.check(), rejection(1, Check::Proof), "{words}");
                    assert_eq!(told.false_parts(0), expected, "{words}");
                    look(&words, told);
                }
            }
        }
    }
}

/// The proofs that the liar made are true of what he names himself.
fn is_true_of_what_it_names(words: &str, told: Told) {
    for (index, made) in told.made.iter().enumerate() {
        assert!(made.holds(), "{words}: proof {index} shows nothing");
    }
}

#[test]
fn the_liar_who_does_not_lie_is_believed() {
    // The others are in `values_in_unused_rows_change_nothing`, and in
    // `a_published_image_with_anything_hidden_in_it_is_rejected`: none of their parts is false.
    for case in EDITS.iter().filter(|case| case.once.is_none()) {
        for told in case.tell(Published, &TRUTH) {
            assert_eq!(told.check(), Ok(()), "{}, {:?}", case.edit, told.method);
        }
    }
}

/// Values in the rows between data and tail, and in multiplicities beyond the table, are read by nothing:
/// not by the step that makes them, nor by the next.
#[test]
fn values_in_unused_rows_change_nothing() {
    let truth = Lie {
        planes: &fill_unused_rows,
        multiplicities: &|table, column| fill(column, table),
        ..TRUTH
    };
    for case in EDITS.iter().filter(|case| case.by_reference) {
        for told in case.tell(Hidden, &truth) {
            assert_eq!(told.check(), Ok(()), "{}, {:?}", case.edit, told.method);
        }
    }
}

fn fill_unused_rows(planes: &mut Planes) {
    let rows = planes.layout.data_rows;
    let columns = planes.auxiliary.iter_mut().flatten();
    let columns = columns.chain(&mut planes.output);
    columns.for_each(|column| fill(column, rows));
}

fn fill(column: &mut Column, from: usize) {
    let rows = column.values.iter_mut().enumerate().skip(from);
    rows.for_each(|(row, value)| *value = Fp::from(77 + row as u64));
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
    let lie = Lie {
        numbers: &|numbers| {
            let place = numbers.positive();
            numbers.output[place] -= 1;
        },
        proves: reads_the_output,
        ..HONEST
    };
    // Both of every edit.
    for output in [Published, Hidden] {
        rejected(&lie, |kind, other| match output == other {
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

/// The true value stands in the first unused row and in the tail.
#[test]
fn the_true_value_elsewhere_in_the_column_is_no_help() {
    let truth = Cell::new((0, Fp::ZERO));
    let lie = Lie {
        numbers: &|numbers| {
            let place = numbers.free(0);
            truth.set((place, Fp::from(u64::from(numbers.output[place]))));
            numbers.output[place] -= 1;
        },
        planes: &|planes| {
            let (place, value) = truth.get();
            let (unused, column) = (planes.layout.data_rows, place / planes.layout.data_rows);
            let rows = planes.layout.rows();
            for row in [unused, rows - TAIL, rows - 1] {
                planes.output[column].values[row] = value;
            }
        },
        proves: reads_the_output,
        ..HONEST
    };
    rejected(&lie, |kind, output| hidden(output, sees_the_output(kind)));
}

/// One less for the output, the divisor more for the remainder, or the other way round: the relation holds,
/// the range does not.
#[test]
fn a_remainder_out_of_range_is_rejected() {
    let place = Cell::new(0);
    let by = |published| if published { -1 } else { 1 };
    let lie = Lie {
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
    rejected(&lie, |kind, _| match kind {
        Kind::Tone | Kind::Exact => &[],
        Kind::Resized | Kind::Rounded(_) | Kind::Clamped(_) => &[Part::Remainders],
    });
}

/// A clamp's input beyond its table and an output one less pack to the same value. Either the relation sees
/// the input, or, if the remainder makes up for it, the remainder is out of range.
#[test]
fn a_clamp_that_wraps_is_rejected() {
    let place = Cell::new(0);
    let lie = Lie {
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
    let caught_by = |kind, output| -> &'static [Part] {
        match (kind, output) {
            (Kind::Clamped(_), Published) => &[Part::Relation],
            (Kind::Clamped(_), Hidden) => &[Part::Remainders],
            _ => &[],
        }
    };
    rejected_if(&lie, caught_by, |words, mut told| {
        // While there is such a file: a clamp's input whose commitment cancels the output's.
        let step = &mut told.proof.steps[0];
        let clamp_input = step.output.len();
        step.auxiliary[clamp_input] = multiple(step.output[0], -signed(1 << 13));
        assert_eq!(told.check(), rejection(1, Check::LinkedCommitment), "{words}");
    });
}

/// The next step would read it as another pixel. Where a clamp is, or one remainder, the fractions below
/// show the same.
#[test]
fn a_hidden_output_above_a_byte_is_rejected() {
    // The last channel, and the one before it: there a table that is the same for all channels takes what
    // is too much for the next channel.
    let [last, middle] =
        [8, 7].map(|place| move |numbers: &mut Numbers| numbers.output[place] += 256);
    let lie = Lie { numbers: &middle, ..HONEST };
    for told in Case::small(TONE).tell(Hidden, &lie) {
        assert_eq!(told.check(), rejection(1, Check::Proof));
        assert_eq!(told.false_parts(0), [Part::OutputRange]);
    }
    let lie = Lie { numbers: &last, ..HONEST };
    rejected(&lie, |kind, output| match kind {
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
    let lie = Lie { planes: &fraction, proves: |part| part != Part::Remainders, ..HONEST };
    rejected(&lie, |kind, output| match kind {
        Kind::Exact => hidden(output, &[Part::Relation]),
        _ => hidden(output, &[Part::OutputRange]),
    });
}

/// Values in the rows below the last image row, on which the next step relies.
#[test]
fn padding_that_does_not_repeat_the_last_row_is_rejected() {
    let lie = Lie {
        numbers: &|numbers| {
            numbers.unfold_padding();
            let place = numbers.positive();
            assert!(place >= numbers.layout.size.bytes(), "in the padding");
            numbers.output[place] -= 1;
        },
        proves: reads_the_output,
        ..HONEST
    };
    rejected(&lie, |kind, output| hidden(output, sees_the_output(kind)));
    let lie = Lie {
        numbers: &|numbers| {
            numbers.unfold_padding();
            let remainder = &mut numbers.auxiliary[0];
            let place = remainder.iter().rposition(|&number| number > 0);
            remainder[place.expect("something is rounded")] -= 1;
        },
        proves: |part| part == Part::Relation,
        ..HONEST
    };
    rejected(&lie, |kind, output| match kind {
        Kind::Tone | Kind::Exact => &[],
        _ => hidden(output, &[Part::Relation]),
    });
}

/// A lie of which only one lookup knows: a published output off by one, with a remainder that makes up for
/// it, or a hidden output that is a fraction.
const LOOKUP_LIE: Lie<'_> = Lie {
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
    let lie = Lie {
        lookup: &|linked| {
            for instance in 0..linked.instances.len() {
                let missing = linked.excess(instance) * (linked.alpha - linked.table[0]);
                let multiplicities = linked.instances[instance].last_mut().expect("slots");
                multiplicities.values[0] += missing;
            }
        },
        ..LOOKUP_LIE
    };
    rejected_if(&lie, one_lookup_sees, |words, mut told| {
        let lookups = told.made.iter().filter(|made| matches!(made.shape, Shape::Lookup { .. }));
        let instances = lookups.flat_map(|made| &made.about.linked);
        let made_later: Vec<_> = instances.map(|linked| linked[linked.len() - 1]).collect();
        let named = &mut told.proof.steps[0].multiplicities;
        assert_ne!(*named, made_later);
        // Where all lookups were proved.
        if named.len() == made_later.len() {
            *named = made_later;
            assert_eq!(told.check(), rejection(1, Check::Proof), "{words}, named");
        }
        is_true_of_what_it_names(words, told);
    });
}

/// A cell that is not linked supplies any missing term.
#[test]
fn a_slot_that_is_not_linked_is_rejected() {
    let lie = Lie {
        lookup: &|linked| {
            for instance in 0..linked.instances.len() {
                let excess = linked.excess(instance);
                // The last slot before the multiplicities: a spare one, if there is one.
                let slots = linked.instances[instance].len() - 1;
                let column = &mut linked.instances[instance][slots - 1];
                let term = |value: Fp| (linked.alpha - value).invert().expect("alpha is random");
                // Any cell does, but for one that is all of the excess itself.
                let value = column
                    .values
                    .iter_mut()
                    .find(|value| term(**value) != excess)
                    .expect("a column has rows");
                *value = linked.alpha - (term(*value) - excess).invert().expect("not zero");
            }
        },
        ..LOOKUP_LIE
    };
    rejected_if(&lie, one_lookup_sees, is_true_of_what_it_names);
}

/// The lookups are about another column instead of the last, whose output is off by one.
#[test]
fn a_column_that_the_lookups_forget_is_rejected() {
    let last = Cell::new(0);
    let lie = Lie {
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
    rejected_if(&lie, lookups, is_true_of_what_it_names);
}

/// A lie that only the relation sees, with what is made up for it when the weights are known.
fn only_the_relation_sees(made_up: &dyn Fn(&mut LinkedRelation<'_>)) {
    let lie = Lie {
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
    let caught_by = |kind, _| -> &'static [Part] {
        match kind {
            Kind::Tone => &[],
            _ => &[Part::Relation],
        }
    };
    rejected_if(&lie, caught_by, is_true_of_what_it_names);
}

/// A column in a fold weighs so much that the sum is right.
#[test]
fn a_fold_with_another_weight_is_rejected() {
    only_the_relation_sees(&|linked| {
        let (plane, column, _) = linked.plan.slots[0].terms[0];
        let column = &linked.planes.get(plane)[column];
        let sum = linked.weighed(0, column).invert().expect("it weighs something");
        let excess = linked.excess();
        linked.columns[0].add_scaled(-excess * sum, column);
    });
}

/// What the sum really is, instead of what the verifier computes.
#[test]
fn a_partial_sum_is_rejected() {
    only_the_relation_sees(&|linked| linked.plan.weights.value += linked.excess());
}

/// A weight of the prover's own.
#[test]
fn a_weight_that_is_made_up_is_rejected() {
    only_the_relation_sees(&|linked| {
        let excess = linked.excess();
        let filled = |&row: &usize| linked.columns[0].values[row] != Fp::ZERO;
        let row = (0..).find(filled).expect("not all is black");
        let weights = &mut linked.plan.weights.slots[0];
        weights[row] -= excess * linked.columns[0].values[row].invert().expect("not zero");
    });
}

/// What the last step proves is true, but its output is hidden, as an intermediate is, or holds more than
/// the published pixels.
#[test]
fn a_published_image_with_anything_hidden_in_it_is_rejected() {
    let pixels = Err(Rejection { step: None, check: Check::PublishedPixels });
    let check = |case: &Case, planes: &dyn Fn(&mut Planes)| {
        for told in case.tell(Published, &Lie { planes, ..HONEST }) {
            let words = format!("{}, {:?}", case.edit, told.method);
            assert_eq!(told.check(), pixels, "{words}");
            assert_eq!(told.false_parts(0), [], "{words}");
        }
    };
    for case in EDITS.iter().filter(|case| case.once.is_none() || !case.by_reference) {
        check(case, &|planes| {
            for column in &mut planes.output {
                let blinds = Blinds::fresh(&mut SystemRandom::new());
                let tail = column.values.len() - TAIL;
                column.values[tail..].copy_from_slice(&blinds.tail);
                column.blind = blinds.factor;
            }
        });
    }
    let [tone, crop] = [TONE, CROP].map(Case::small);
    for case in [&tone, &crop] {
        check(case, &|planes| planes.output[0].blind += Fp::ONE);
        check(case, &|planes| *planes.output[0].values.last_mut().expect("rows") = Fp::ONE);
        check(case, &|planes| planes.output[0].values[planes.layout.data_rows] = Fp::ONE);
    }
    // The padding of a linear edit's output counts in no sum: the pixels stand for it.
    check(&crop, &|planes| {
        let padding = planes.layout.size.bytes();
        *planes.output(padding) += Fp::ONE;
    });
}
