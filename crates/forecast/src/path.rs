//! Paths of demand, block by block, with the error of the level shared along the path.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use crate::count::CountDistribution;
use crate::normal;
use crate::table::Table;

/// Standard normals by Box–Muller would need two numbers each; the inverse keeps one uniform per
/// block, so that the same seed means the same luck whatever the distribution.
fn deviate(random: &mut Pcg64Mcg) -> f64 {
    normal::quantile(random.random::<f64>())
}

/// Leading numbers of a path that are spread evenly over the seeds.
const EVEN: usize = 8;
/// 2⁶⁴ ÷ g, ÷ g², …, ÷ g⁸, where g⁹ = g + 1: multiples of these steps, modulo 1, fill the eight
/// dimensions evenly (the additive recurrence of Roberts 2018, "R_d").
const STEPS: [u64; EVEN] = [
    0xebed_eed9_d803_c815,
    0xd96e_b1a8_10ca_af5f,
    0xc862_b36d_af79_0dd5,
    0xb8ac_d90c_142f_e10b,
    0xaa32_4f90_ded8_6b69,
    0x9cda_5e69_3fea_10af,
    0x908e_3d2c_8256_7a73,
    0x8538_ecb5_bd45_6ea3,
];

/// Uniform numbers of a path. Consecutive seeds are spread evenly over the first numbers, so that a
/// few hundred paths already have the quantiles of many thousand; every SKU shares the paths' luck,
/// and what is uneven in it would not average out over the SKUs. Numbers beyond the eighth are
/// drawn at random.
struct Luck {
    seed: u64,
    random: Option<Pcg64Mcg>,
}

impl Luck {
    fn new(seed: u64) -> Self {
        Self { seed, random: None }
    }

    /// The standard normal deviate at a place of the path; places are asked in rising order.
    fn deviate(&mut self, place: usize) -> f64 {
        match STEPS.get(place) {
            Some(step) => {
                let turned = self.seed.wrapping_add(1).wrapping_mul(*step);
                // The upper 52 bits, and a half so that neither 0 nor 1 comes out.
                normal::quantile(((turned >> 12) as f64 + 0.5) / (1u64 << 52) as f64)
            }
            None => {
                let seed = self.seed;
                deviate(
                    self.random
                        .get_or_insert_with(|| Pcg64Mcg::seed_from_u64(seed)),
                )
            }
        }
    }
}

/// Draws paths of one series. Made once, it draws many.
///
/// In exponential smoothing with speed a, a week's error moves the level of all weeks after it by
/// a times itself (Hyndman et al. 2008, the model ETS(A,N,N)). The normal deviates of the blocks
/// are correlated in just that way, and each block's deviate is read as a quantile of the block's
/// own count distribution.
#[derive(Debug, Clone)]
pub struct PathSampler {
    blocks: Vec<Table>,
    latent: Latent,
}

/// The normal deviates of a path.
#[derive(Debug, Clone)]
struct Latent {
    /// Carry of a block's error into the following blocks.
    carry: f64,
    /// Standard deviation of an error common to all blocks, in units of a block's own error:
    /// what is not known of a new good's level.
    common: f64,
    /// 1 ÷ deviation of the latent sum, by block.
    scale: Vec<f64>,
}

impl Latent {
    fn new(count: usize, carry: f64, common: f64) -> Self {
        let scale = (0..count)
            .map(|index| {
                (1.0 + carry * carry * index as f64 + common * common)
                    .sqrt()
                    .recip()
            })
            .collect();
        Self {
            carry,
            common,
            scale,
        }
    }

    /// Calls `visit` with the deviate of each block in turn.
    fn draw(&self, seed: u64, mut visit: impl FnMut(usize, f64)) {
        let mut luck = Luck::new(seed);
        let mut level = self.common * luck.deviate(0);
        for (index, scale) in self.scale.iter().enumerate() {
            let own = luck.deviate(index + 1);
            visit(index, (level + own) * scale);
            level += self.carry * own;
        }
    }
}

/// Blocks of a path and how their errors hang together.
pub(crate) struct Blocks {
    /// Distribution of each block.
    pub distributions: Vec<CountDistribution>,
    /// See [`Latent::carry`].
    pub carry: f64,
    /// See [`Latent::common`].
    pub common: f64,
}

/// One path straight from the distributions: without tables, which pay from a dozen paths on.
pub(crate) fn once(blocks: &Blocks, seed: u64) -> Vec<f64> {
    let mut out = vec![0.0; blocks.distributions.len()];
    Latent::new(out.len(), blocks.carry, blocks.common).draw(seed, |index, z| {
        out[index] = blocks.distributions[index].at_z(z)
    });
    out
}

impl PathSampler {
    pub(crate) fn new(blocks: Blocks) -> Self {
        let latent = Latent::new(blocks.distributions.len(), blocks.carry, blocks.common);
        Self {
            blocks: blocks.distributions.into_iter().map(Table::new).collect(),
            latent,
        }
    }

    /// Demand by block, units. The same seed gives the same path.
    #[must_use]
    pub fn sample(&self, seed: u64) -> Vec<f64> {
        let mut out = vec![0.0; self.blocks.len()];
        self.sample_into(seed, &mut out);
        out
    }

    /// Like [`Self::sample`], into a slice; blocks beyond either end are left alone.
    pub fn sample_into(&self, seed: u64, out: &mut [f64]) {
        self.latent.draw(seed, |index, z| {
            if let Some(slot) = out.get_mut(index) {
                *slot = self.blocks[index].at_z(z);
            }
        });
    }
}
