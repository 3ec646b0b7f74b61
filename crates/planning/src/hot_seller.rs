//! The test of a hot seller (爆品): margin, supply and market, shown one by one. What is not known
//! is unknown, never a no.

/// Thresholds; the seller can change each. Those of the article are the defaults.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Least gross margin ÷ price.
    pub margin: f64,
    /// Least deliveries received.
    pub deliveries: usize,
    /// Most days of a replenishment.
    pub replenishment_days: f64,
    /// Least reviews that make a rating count.
    pub reviews: i64,
    /// Least rating.
    pub rating: f64,
}

impl Default for Thresholds {
    /// 40 %; three deliveries, 30 days; twenty reviews of 4.0.
    fn default() -> Thresholds {
        Thresholds {
            margin: 0.4,
            deliveries: 3,
            replenishment_days: 30.0,
            reviews: 20,
            rating: 4.0,
        }
    }
}

/// What is known of a SKU.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Gross margin ÷ price.
    pub margin: Option<f64>,
    /// Deliveries received.
    pub deliveries: usize,
    /// Mean days from order to receipt, where deliveries tell it.
    pub replenishment_days: Option<f64>,
    /// Click-through rate, and the shop's mean.
    pub ctr: Option<f64>,
    /// The shop's mean of it.
    pub mean_ctr: Option<f64>,
    /// Conversion rate, and the shop's mean.
    pub cvr: Option<f64>,
    /// The shop's mean of it.
    pub mean_cvr: Option<f64>,
    /// Whether there is a video.
    pub has_video: Option<bool>,
    /// Number of reviews.
    pub reviews: Option<i64>,
    /// Mean rating.
    pub rating: Option<f64>,
}

/// An answer that may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// Evidence is missing.
    Unknown,
}

impl Verdict {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Yes => "yes",
            Verdict::No => "no",
            Verdict::Unknown => "unknown",
        }
    }

    fn of(known: Option<bool>) -> Verdict {
        match known {
            Some(true) => Verdict::Yes,
            Some(false) => Verdict::No,
            None => Verdict::Unknown,
        }
    }

    /// All must hold: one no is a no, else one unknown leaves it open.
    fn all(of: &[Verdict]) -> Verdict {
        if of.contains(&Verdict::No) {
            Verdict::No
        } else if of.contains(&Verdict::Unknown) {
            Verdict::Unknown
        } else {
            Verdict::Yes
        }
    }

    /// One that holds is enough: all must fail for a no.
    fn any(of: &[Verdict]) -> Verdict {
        if of.contains(&Verdict::Yes) {
            Verdict::Yes
        } else if of.contains(&Verdict::Unknown) {
            Verdict::Unknown
        } else {
            Verdict::No
        }
    }
}

/// The three dimensions, what is missing, and the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct HotSeller {
    /// Margin.
    pub margin: Verdict,
    /// Supply proven and quick.
    pub supply: Verdict,
    /// Clicks and conversion above the mean, with a video or good reviews.
    pub market: Verdict,
    /// All three.
    pub whole: Verdict,
    /// Codes of evidence that is missing: `margin`, `deliveries`, `ctr`, `cvr`,
    /// `video_or_reviews`.
    pub missing: Vec<&'static str>,
}

/// Applies the test. A number that is none counts as missing.
#[must_use]
pub fn hot_seller(evidence: &Evidence, thresholds: &Thresholds) -> HotSeller {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let margin = Verdict::of(finite(evidence.margin).map(|m| m >= thresholds.margin));
    // No delivery says nothing of how long one takes; enough of them prove the supply.
    let proven = match evidence.deliveries {
        0 if thresholds.deliveries > 0 => Verdict::Unknown,
        count => Verdict::of(Some(count >= thresholds.deliveries)),
    };
    let days = finite(evidence.replenishment_days).filter(|_| evidence.deliveries > 0);
    let quick = Verdict::of(days.map(|days| days <= thresholds.replenishment_days));
    let supply = Verdict::all(&[proven, quick]);
    let above = |own: Option<f64>, mean: Option<f64>| {
        Verdict::of(finite(own).zip(finite(mean)).map(|(own, mean)| own > mean))
    };
    let ctr = above(evidence.ctr, evidence.mean_ctr);
    let cvr = above(evidence.cvr, evidence.mean_cvr);
    let reviews = finite(evidence.rating)
        .zip(evidence.reviews)
        .map(|(rating, count)| rating >= thresholds.rating && count >= thresholds.reviews);
    let shown = Verdict::any(&[Verdict::of(evidence.has_video), Verdict::of(reviews)]);
    let market = Verdict::all(&[ctr, cvr, shown]);
    let missing = [
        ("margin", margin),
        ("deliveries", Verdict::all(&[proven, quick])),
        ("ctr", ctr),
        ("cvr", cvr),
        ("video_or_reviews", shown),
    ]
    .into_iter()
    .filter(|(_, verdict)| *verdict == Verdict::Unknown)
    .map(|(code, _)| code)
    .collect();
    HotSeller {
        margin,
        supply,
        market,
        whole: Verdict::all(&[margin, supply, market]),
        missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hot() -> Evidence {
        Evidence {
            margin: Some(0.40),
            deliveries: 3,
            replenishment_days: Some(30.0),
            ctr: Some(0.031),
            mean_ctr: Some(0.030),
            cvr: Some(0.021),
            mean_cvr: Some(0.020),
            has_video: Some(true),
            reviews: None,
            rating: None,
        }
    }

    /// The article's thresholds hold on the line: 40 % and 30 days are enough, the mean is not.
    #[test]
    fn the_articles_thresholds_at_their_edges() {
        let of = |evidence: Evidence| hot_seller(&evidence, &Thresholds::default());
        assert_eq!(of(hot()).whole, Verdict::Yes);
        let edges = [
            Evidence {
                margin: Some(0.399),
                ..hot()
            },
            Evidence {
                replenishment_days: Some(30.1),
                ..hot()
            },
            Evidence {
                deliveries: 2,
                ..hot()
            },
            Evidence {
                cvr: Some(0.020),
                ..hot()
            },
            Evidence {
                has_video: Some(false),
                reviews: Some(19),
                rating: Some(5.0),
                ..hot()
            },
        ];
        for evidence in edges {
            assert_eq!(of(evidence).whole, Verdict::No, "{evidence:?}");
        }
        let reviewed = Evidence {
            has_video: Some(false),
            reviews: Some(20),
            rating: Some(4.0),
            ..hot()
        };
        assert_eq!(of(reviewed).market, Verdict::Yes);
    }

    #[test]
    fn what_is_missing_is_unknown_and_named() {
        let found = hot_seller(&Evidence::default(), &Thresholds::default());
        assert_eq!(found.whole, Verdict::Unknown);
        assert_eq!(
            found.missing,
            ["margin", "deliveries", "ctr", "cvr", "video_or_reviews"]
        );
        let poor = Evidence {
            margin: Some(0.1),
            ..Evidence::default()
        };
        assert_eq!(hot_seller(&poor, &Thresholds::default()).whole, Verdict::No);
        // No video, reviews unknown: they may be good.
        let open = Evidence {
            has_video: Some(false),
            ..hot()
        };
        assert_eq!(
            hot_seller(&open, &Thresholds::default()).market,
            Verdict::Unknown
        );
    }

    /// With thresholds of 0 margin asks for nothing but a margin that is known, and no delivery is
    /// needed to prove the supply; how long one takes stays unknown.
    #[test]
    fn thresholds_of_zero_are_answered() {
        let none = Thresholds {
            margin: 0.0,
            deliveries: 0,
            replenishment_days: 0.0,
            reviews: 0,
            rating: 0.0,
        };
        let found = hot_seller(
            &Evidence {
                margin: Some(0.0),
                ..Evidence::default()
            },
            &none,
        );
        assert_eq!(
            (found.margin, found.supply),
            (Verdict::Yes, Verdict::Unknown)
        );
    }
}
