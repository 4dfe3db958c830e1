//! Notices that pages go round in circles.

use super::error::ApiError;

/// Compares each cursor with a landmark, which is replaced at growing distances (after Brent). So it finds any circle
/// in time proportional to its length, and keeps one cursor.
#[derive(Debug, Default)]
pub struct Circle {
    landmark: Option<String>,
    steps: u64,
    next_landmark: u64,
}

impl Circle {
    /// Takes the next cursor.
    pub fn check(&mut self, cursor: &str) -> Result<(), ApiError> {
        if self.landmark.as_deref() == Some(cursor) {
            return Err(ApiError::Endless);
        }
        if self.steps >= self.next_landmark {
            self.landmark = Some(cursor.to_owned());
            self.next_landmark = self.steps.saturating_mul(2).max(1);
        }
        self.steps = self.steps.saturating_add(1);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Circle;

    #[test]
    fn a_circle_is_noticed_wherever_it_begins_and_however_long_it_is() {
        for (tail, length) in [(0, 1), (0, 2), (3, 1), (5, 7), (100, 30)] {
            let mut circle = Circle::default();
            let cursors = (0..tail + length)
                .chain(std::iter::repeat_with(|| tail..tail + length).take(9).flatten());
            let noticed =
                cursors.map(|n| n.to_string()).position(|cursor| circle.check(&cursor).is_err());
            assert!(noticed.is_some_and(|at| at >= tail + length), "{tail}, {length}: {noticed:?}");
        }
        let mut circle = Circle::default();
        assert!((0..10_000).all(|n| circle.check(&n.to_string()).is_ok()));
    }
}
