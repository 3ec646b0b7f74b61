//! A positive distribution with given mean and variance for large counts: the cube of a normal.
//!
//! Wilson and Hilferty (1931) found the cube root of a gamma variable to be close to normal.
//! Here the cube *is* the distribution, with its two constants set so that mean and variance
//! are met exactly: quantile, distribution function and partial expectation are then closed
//! formulas, which is what thousands of evaluations need. Against a gamma with shape 1 the
//! quantiles .5–.98 differ by 1 %, less for larger shapes.

use crate::normal;

/// D = mean · (a + b·Z)³, cut at 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CubedNormal {
    mean: f64,
    a: f64,
    b: f64,
}

impl CubedNormal {
    /// With relative variance (variance ÷ mean²) up to about 1; above it, part of the normal
    /// lies below the cut and mean and variance are no longer met.
    pub fn new(mean: f64, relative_variance: f64) -> Self {
        // With t = (b/a)²: mean a³(1+3t) = 1, second moment a⁶(1+15t+45t²+15t³) = 1 + v.
        let target = 1.0 + relative_variance;
        let excess =
            |t: f64| (1.0 + t * (15.0 + t * (45.0 + t * 15.0))) - target * (1.0 + 3.0 * t).powi(2);
        let (mut low, mut high) = (0.0, 1.0);
        let mut t = relative_variance / 9.0;
        for _ in 0..40 {
            let value = excess(t);
            if value > 0.0 {
                high = t;
            } else {
                low = t;
            }
            let slope = 15.0 + t * (90.0 + t * 45.0) - 6.0 * target * (1.0 + 3.0 * t);
            let step = t - value / slope;
            let next = if step > low && step < high {
                step
            } else {
                0.5 * (low + high)
            };
            if (next - t).abs() <= 1e-14 {
                break;
            }
            t = next;
        }
        let a = (1.0 + 3.0 * t).cbrt().recip();
        Self {
            mean,
            a,
            b: a * t.sqrt(),
        }
    }

    pub fn at_z(&self, z: f64) -> f64 {
        let root = (self.a + self.b * z).max(0.0);
        self.mean * root * root * root
    }

    fn z_of(&self, x: f64) -> f64 {
        ((x.max(0.0) / self.mean).cbrt() - self.a) / self.b
    }

    pub fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            0.0
        } else {
            normal::cdf(self.z_of(x))
        }
    }

    pub fn mean(&self) -> f64 {
        self.mean
    }

    pub fn variance(&self) -> f64 {
        let (a, b) = (self.a * self.a, self.b * self.b);
        // Second moment of (a + bZ)³ less the mean's square, which is 1.
        let second = a * a * a + 15.0 * a * a * b + 45.0 * a * b * b + 15.0 * b * b * b;
        self.mean * self.mean * (second - 1.0).max(0.0)
    }

    /// E[(D − x)⁺] for x ≥ 0.
    pub fn shortage(&self, x: f64) -> f64 {
        let z = self.z_of(x).max(-self.a / self.b);
        // Partial moments of the normal above z: of order 0, 1, 2, 3.
        let (m0, density) = (normal::cdf(-z), normal::density(z));
        let (m1, m2, m3) = (density, m0 + z * density, (z * z + 2.0) * density);
        let (a, b) = (self.a, self.b);
        let above = a * a * a * m0 + 3.0 * a * a * b * m1 + 3.0 * a * b * b * m2 + b * b * b * m3;
        (self.mean * above - x * m0).max(0.0)
    }
}
