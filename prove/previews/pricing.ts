import type { Charge, Pricing, Tier } from '#contracts';
import { Exact } from '#platform';
import type { RatingRun, UsageOfCharge } from '#pricing';
import type { CaseMapping, PreviewRequest, WorkedCase } from './worked-case.js';

interface CaseTier {
  readonly to?: string | number | null;
  /** The inclusive start of the tier, in place of its end. */
  readonly first?: string;
  readonly unit?: string;
  readonly price?: string;
  readonly flat?: string;
  readonly rate_percent?: string;
  readonly block?: string;
  readonly max_blocks?: string;
}

interface Window {
  readonly start: string;
  readonly usage: string;
}

interface WindowTerms {
  readonly rate: string;
  readonly commit_amount: string;
  readonly overage_factor: string;
  readonly true_up: boolean;
}

/** The inputs of all families of cases. Each case has some of them. */
interface Input {
  readonly [key: string]: unknown;
  readonly currency?: string;
  readonly model?: string;
  readonly mode?: string;
  readonly unit: string;
  readonly usage: string;
  readonly usages: readonly string[];
  readonly tiers: readonly CaseTier[];
  readonly tier: { readonly package_size: string; readonly price: string };
  readonly steps: readonly { readonly to: string | null; readonly price: string }[];
  readonly units: readonly { readonly block: string; readonly price: string; readonly usage: string }[];
  readonly cases: readonly {
    readonly unit: string;
    readonly flat?: string;
    readonly cap?: string;
    readonly usage: string;
  }[];
  readonly convert?: { readonly factor: string; readonly rounding: string; readonly precision?: number };
  readonly already_rated_usage: string;
  readonly already_used: string;
  readonly line_usage: string;
  readonly cumulative: readonly string[];
  readonly final: readonly boolean[];
  readonly from_to: readonly (readonly [string, string])[];
  readonly runs: readonly { readonly cumulative: string; readonly period1_total?: string }[];
  readonly billed_usage: string;
  readonly late_total: string;
  readonly running_totals?: readonly string[];
  readonly transactions?: readonly string[];
  readonly total: string;
  readonly weights: readonly string[];
  readonly value: string;
  readonly roundings: readonly (readonly [string, number])[];
  readonly bucket_max: readonly string[];
  readonly amount: string;
  readonly usd: readonly string[];
  readonly jpy: readonly string[];
  readonly credits_4dp: readonly string[];
  readonly commit_qty: string;
  readonly commit_amount: string;
  readonly overage_factor: string;
  readonly true_up: boolean;
  readonly rate: string;
  readonly windows: readonly (string | Window)[];
  readonly bucket: WindowTerms & { readonly from: string; readonly to: string };
  readonly default: WindowTerms;
  readonly plan: string;
  readonly days: number;
  readonly days_used: number;
  readonly threshold: string;
  readonly events: readonly { readonly units: string }[];
}

/** The part of a response that is compared. */
interface Answer {
  readonly total: string;
  readonly runs: readonly {
    readonly amount: string | null;
    readonly gross: string;
    readonly discount: string;
    readonly capDiscount: string;
    readonly billableQuantity: string;
    readonly steps: readonly {
      readonly quantity: string | null;
      readonly amount: string;
      readonly freeAmount: string | null;
      readonly freeEvents: number | null;
    }[];
    readonly lines: readonly {
      readonly part: string | null;
      readonly component: string;
      readonly quantity: string | null;
      readonly amount: string | null;
      readonly used: string | null;
      readonly overage: string | null;
      readonly trueUp: string | null;
    }[];
  }[];
}

/** Keys are omitted if a case has a single unnamed charge. */
type RequestedCharge = Pricing & Partial<Pick<Charge, 'key'>>;
type RequestedRun = Omit<RatingRun, 'usage'> & {
  readonly usage?: readonly (Omit<UsageOfCharge, 'charge'> & Partial<Pick<UsageOfCharge, 'charge'>>)[];
};
type Mapping = (input: Input) => CaseMapping;

const MODELS: Readonly<Record<string, Charge['model']>> = {
  standard: 'unit',
  dynamic_multiplier: 'cost_plus',
  block_tiers: 'graduated',
};
const ROUNDINGS: Readonly<Record<string, 'up' | 'down' | 'half_away'>> = {
  ceiling: 'up',
  ceil: 'up',
  floor: 'down',
  round: 'half_away',
};

const toRequest = (
  input: Partial<Input>,
  charges: readonly RequestedCharge[],
  runs: readonly RequestedRun[],
): PreviewRequest => ({
  preview: 'pricing',
  body: { currency: input.currency ?? null, charges, runs },
});
const of = (terms: Pricing): readonly RequestedCharge[] => [terms];
const used = (quantity: string, rest: object = {}): RequestedRun => ({
  ...rest,
  usage: [{ quantity: String(quantity) }],
});
const finalUsageRun = (quantity: string, rest: object = {}): RequestedRun =>
  used(quantity, { final: true, ...rest });
/** Key of the usage charge. Next to a flat fee, usage must name its charge. */
const USAGE = 'usage';
const withUsageCharge = (run: RequestedRun): RequestedRun => ({
  ...run,
  usage: run.usage?.map((usage) => ({ ...usage, charge: USAGE })),
});
const plus = (...values: readonly (string | null)[]): string =>
  values.reduce((total, value) => total.plus(value ?? 0), new Exact(0)).toFixed();
const results = (answers: readonly unknown[]): readonly Answer[] => answers as readonly Answer[];
const lastRun = (answers: readonly unknown[]): Answer['runs'][number] =>
  results(answers).at(-1)!.runs.at(-1)!;
/** Returns the billed quantity of a run: usage, shortfalls and instalments. */
const billedQuantity = ({ lines }: Answer['runs'][number]): string =>
  plus(...lines.map(({ quantity }) => quantity));
const amountsOfRuns = (answers: readonly unknown[]): (string | null)[] =>
  results(answers).map(({ runs }) => runs[0]!.amount);

function tiersOf(tiers: readonly CaseTier[]): Tier[] {
  let blocks = new Exact(0);
  return tiers.map((tier, index) => {
    blocks = blocks.plus(new Exact(tier.block ?? 0).times(tier.max_blocks ?? 0));
    const upTo = tier.to ?? tiers[index + 1]?.first ?? (tier.max_blocks ? blocks.toFixed() : null);
    return {
      upTo: upTo === null ? null : String(upTo),
      unitPrice: tier.unit ?? tier.price,
      flatFee: tier.flat,
      ratePercent: tier.rate_percent,
      packageSize: tier.block,
    };
  });
}

function termsOf(input: Input): Pricing {
  const text = (key: string): string | undefined => input[key] as string | undefined;
  const { convert, model = input.tiers ? 'graduated' : text('package_size') ? 'package' : 'unit' } = input;
  return {
    model: input.mode === 'TOP_TIER' ? 'volume' : (MODELS[model] ?? (model as Charge['model'])),
    unitPrice: text('unit'),
    multiplier: text('multiplier'),
    packageSize: text('package_size'),
    packagePrice: text('package_price'),
    freeUnits: text('free_units'),
    tiers: input.tiers && tiersOf(input.tiers),
    convert: convert && {
      divideBy: convert.factor,
      rounding: ROUNDINGS[convert.rounding],
      decimals: convert.precision ?? 0,
    },
    includedQuantity: text('included_qty'),
    discountPercent: text('discount_percent'),
    maxAmount: text('max_spend'),
    minAmount: text('min_spend'),
  };
}

/** Maps a quantity, or the increase of a line over the quantities that were rated before. */
const ofQuantity: Mapping = (input) => {
  const rated = input.already_rated_usage;
  const runs =
    rated === undefined ? [finalUsageRun(input.usage)] : [used(rated), used(plus(rated, input.line_usage))];
  return {
    requests: [toRequest(input, of(termsOf(input)), runs)],
    got: (answers) => {
      const run = lastRun(answers);
      return {
        amount: run.amount,
        line_amount: run.amount,
        line_total: run.amount,
        billable_qty: run.billableQuantity,
        gross: run.gross,
        percentage_discount: run.discount,
        cap_discount: run.capDiscount,
        discount: run.capDiscount,
        per_tier: run.steps.map(({ quantity }) => quantity),
      };
    },
  };
};

const ofEvents: Mapping = (input) => {
  const totals = ['0', ...(input.running_totals ?? []), input.total];
  const events =
    input.transactions ??
    totals.slice(1).map((total, index) => new Exact(total).minus(totals[index]!).toFixed());
  const text = (key: string): string | undefined => (input[key] as string | null) ?? undefined;
  return {
    requests: [
      toRequest(
        input,
        of({
          model: 'percentage',
          ratePercent: text('rate_percent'),
          fixedPerEvent: text('fixed_per_event'),
          minPerEvent: text('per_tx_min'),
          maxPerEvent: text('per_tx_max'),
          freeEvents: (input.free_events as number | null) ?? undefined,
          freeAmount: text('free_amount'),
        }),
        [{ final: true, usage: [{ events }] }],
      ),
    ],
    got: (answers) => {
      const { amount, steps } = lastRun(answers);
      return { amount, free_amount_used: steps[0]!.freeAmount, free_events_used: steps[0]!.freeEvents };
    },
  };
};

const inCumulativeRuns: Mapping = (input) => ({
  requests: [
    toRequest(
      input,
      of(termsOf(input)),
      input.cumulative.map((quantity, index) => used(quantity, { final: input.final?.[index] ?? false })),
    ),
  ],
  got: (answers) => {
    const increments = results(answers)[0]!.runs.map(({ amount }) => amount);
    return { increments, totals: increments.map((_, index) => plus(...increments.slice(0, index + 1))) };
  },
});

const shared: Mapping = (input) => ({
  requests: [
    toRequest(input, of({ model: 'flat', amount: input.total, allocate: true }), [
      { usage: input.weights.map((quantity, index) => ({ machine: `M${index}`, quantity })) },
    ]),
  ],
  got: (answers) => ({ parts: lastRun(answers).lines.map(({ amount }) => amount) }),
});

/** Requests an amount in a currency, or with a number of decimals. */
const flat = (amount: string, currency: string | number): PreviewRequest => ({
  preview: 'pricing',
  body: { currency, charges: of({ model: 'flat', amount }), runs: [{}] },
});

const rounded: Mapping = (input) => ({
  requests: [flat(input.amount, input.currency!)],
  got: (answers) => ({ rounded: lastRun(answers).amount }),
});

/** Maps three interim parts of one period. Late data belongs to the first part. */
const late: Mapping = (input) => {
  const [first, second, third] = input.runs.map(({ cumulative }) => new Exact(cumulative));
  const one = new Exact(input.runs[2]!.period1_total!);
  const two = second!.minus(first!);
  const parts = (...quantities: readonly Exact[]): RequestedRun => ({
    usage: quantities.map((quantity, index) => ({
      part: String(index + 1),
      quantity: quantity.toFixed(),
    })),
  });
  return {
    requests: [
      toRequest(input, of(termsOf(input)), [
        parts(first!),
        parts(first!, two),
        parts(one, two, third!.minus(one).minus(two)),
      ]),
    ],
    got: (answers) => {
      const { runs, total } = results(answers)[0]!;
      return {
        run_totals: runs.map(({ amount }) => amount),
        run3_lines: runs[2]!.lines.map(({ part, amount }) => ({ for_period: Number(part), amount })),
        sum: total,
      };
    },
  };
};

const committed = ({ rate, commit_amount, overage_factor, true_up }: WindowTerms): Pricing => ({
  model: 'unit',
  unitPrice: rate,
  commitment: { amount: commit_amount, overageFactor: overage_factor, trueUp: true_up },
});

/** Maps a commitment per window to one charge per window. */
const ofWindows = (
  input: Input,
  windows: readonly { readonly usage: string; readonly terms: Pricing }[],
): CaseMapping => ({
  requests: [
    toRequest(
      input,
      windows.map(({ terms }, index) => ({ key: `window ${index}`, ...terms })),
      [
        {
          final: true,
          usage: windows.map(({ usage }, index) => ({ charge: `window ${index}`, quantity: usage })),
        },
      ],
    ),
  ],
  got: (answers) => {
    const { amount, lines } = lastRun(answers);
    return {
      windows: lines.map((line) => line.amount),
      total: amount,
      utilized: plus(...lines.map((line) => line.used)),
      overage: plus(...lines.map((line) => line.overage)),
      true_up: plus(...lines.map((line) => line.trueUp)),
    };
  },
});

const MAPPINGS: Readonly<Record<string, Mapping>> = {
  'AGG-02': (input) => ({
    requests: [
      toRequest(input, of({ model: 'graduated', tiers: tiersOf(input.tiers) }), [
        { final: true, usage: [{ events: input.bucket_max }] },
      ]),
    ],
    got: (answers) => ({ usage: lastRun(answers).billableQuantity, amount: lastRun(answers).amount }),
  }),
  'AGG-03': (input) => ({
    requests: input.roundings.map(([rounding, decimals = 0]) =>
      toRequest(
        input,
        of({ model: 'unit', unitPrice: '1', convert: { rounding: ROUNDINGS[rounding], decimals } }),
        [used(input.value)],
      ),
    ),
    got: (answers) => ({ values: results(answers).map(({ runs }) => runs[0]!.billableQuantity) }),
  }),
  'ALLOW-02': (input) => ({
    requests: [
      toRequest(input, of({ ...termsOf(input), model: 'unit', unitPrice: '1' }), [
        used(input.already_used),
        used(plus(input.already_used, input.line_usage)),
      ]),
    ],
    got: (answers) => {
      const [before, line] = results(answers)[0]!.runs;
      return { pre_line_billable: before!.billableQuantity, line_billable: line!.billableQuantity };
    },
  }),
  'BLK-05': (input) => ({
    requests: [
      toRequest(
        input,
        input.units.map(({ block, price }) => ({
          key: block,
          model: 'package',
          packageSize: block,
          packagePrice: price,
        })),
        [{ final: true, usage: input.units.map(({ block, usage }) => ({ charge: block, quantity: usage })) }],
      ),
    ],
    got: (answers) => ({ amount: lastRun(answers).amount }),
  }),
  'CAP-05': (input) => ({
    requests: input.cases.map(({ unit, flat: fee, cap, usage }) =>
      toRequest(
        input,
        of({ model: 'graduated', tiers: [{ unitPrice: unit, flatFee: fee, maxAmount: cap }] }),
        [finalUsageRun(usage)],
      ),
    ),
    got: (answers) => ({ amounts: amountsOfRuns(answers) }),
  }),
  'COM-11': (input) => ({
    requests: [
      toRequest(
        input,
        of({
          model: 'unit',
          unitPrice: input.rate,
          commitment: {
            quantity: input.commit_qty,
            overageFactor: input.overage_factor,
            trueUp: input.true_up,
          },
        }),
        [finalUsageRun(input.usage)],
      ),
    ],
    got: (answers) => ({ amount: lastRun(answers).amount }),
  }),
  'COM-13': (input) =>
    ofWindows(
      input,
      (input.windows as readonly Window[]).map(({ start, usage }) => ({
        usage,
        terms: committed(
          start >= input.bucket.from && start < input.bucket.to ? input.bucket : input.default,
        ),
      })),
    ),
  'COM-14': (input) =>
    ofWindows(
      input,
      (input.windows as readonly string[]).map((usage) => ({
        usage,
        terms: committed(input as unknown as WindowTerms),
      })),
    ),
  'CORR-01': (input) => ({
    requests: input.from_to.map(([from, to]) => toRequest(input, of(termsOf(input)), [used(from), used(to)])),
    got: (answers) => ({ adjustments: results(answers).map(({ runs }) => runs[1]!.amount) }),
  }),
  'CORR-05': inCumulativeRuns,
  'GPCT-01': inCumulativeRuns,
  'LATE-01': late,
  'LATE-02': late,
  'LATE-04': (input) => ({
    requests: [toRequest(input, of(termsOf(input)), [used(input.billed_usage), used(input.late_total)])],
    got: (answers) => ({ delta: lastRun(answers).amount }),
  }),
  'PKG-12': (input) => ({
    requests: [
      toRequest(
        input,
        of({
          model: 'volume',
          tiers: [{ unitPrice: input.tier.price, packageSize: input.tier.package_size }],
        }),
        [finalUsageRun(input.usage)],
      ),
    ],
    got: (answers) => ({ packages: lastRun(answers).steps[0]!.quantity, amount: lastRun(answers).amount }),
  }),
  'PROG-01': (input) => {
    const [first, second] = input.events.map(({ units }) => units);
    return {
      requests: [
        toRequest(
          input,
          [
            { key: 'plan', model: 'flat', amount: input.plan },
            { key: USAGE, model: 'unit', unitPrice: input.unit, thresholds: [input.threshold] },
          ],
          [withUsageCharge(used(first!)), withUsageCharge(finalUsageRun(plus(first!, second!)))],
        ),
      ],
      got: (answers) => {
        const { runs, total } = results(answers)[0]!;
        return {
          progressive_invoice: runs[0]!.amount,
          month_end_fees: total,
          month_end_total: runs[1]!.amount,
        };
      },
    };
  },
  'PROG-02': (input) => {
    const plan = new Exact(input.plan).times(input.days_used).div(input.days).toDecimalPlaces(12).toFixed();
    return {
      requests: [
        toRequest(
          input,
          [
            { key: 'plan', model: 'flat', amount: plan },
            { key: USAGE, model: 'unit', unitPrice: '1', thresholds: [input.already_billed as string] },
          ],
          [withUsageCharge(used(input.usage)), withUsageCharge(finalUsageRun(input.usage))],
        ),
      ],
      got: (answers) => ({ fees: results(answers)[0]!.total, total: lastRun(answers).amount }),
    };
  },
  'RND-10': (input) => {
    const groups = [
      { key: 'usd', amounts: input.usd, currency: 'USD' },
      { key: 'jpy', amounts: input.jpy, currency: 'JPY' },
      { key: 'credits_4dp', amounts: input.credits_4dp, currency: 4 },
    ];
    return {
      requests: groups.flatMap(({ amounts, currency }) => amounts.map((amount) => flat(amount, currency))),
      got: (answers) => {
        const amounts = amountsOfRuns(answers);
        return Object.fromEntries(
          groups.map((group) => [group.key, amounts.splice(0, group.amounts.length)]),
        );
      },
    };
  },
  'STAIR-01': (input) => ({
    requests: input.usages.map((usage) =>
      toRequest(
        input,
        of({ model: 'stairstep', tiers: input.steps.map(({ to, price }) => ({ upTo: to, flatFee: price })) }),
        [finalUsageRun(usage)],
      ),
    ),
    got: (answers) => ({ amounts: amountsOfRuns(answers) }),
  }),
  'EC-01': (input) => {
    const { base_month, included_m3, usage_m3, overage_price, vat_rate } = input as Record<string, string>;
    const overage = new Exact(usage_m3!).minus(included_m3!).times(overage_price!).toFixed(2);
    const percent = new Exact(vat_rate!).times(100).toFixed();
    return {
      requests: [
        toRequest(
          input,
          [
            { key: 'base', model: 'flat', amount: base_month },
            { key: USAGE, model: 'unit', unitPrice: overage_price, includedQuantity: String(included_m3) },
          ],
          [withUsageCharge(finalUsageRun(usage_m3!))],
        ),
        {
          preview: 'invoices',
          body: { currency: input.currency, lines: [base_month, overage].map((net) => ({ net, percent })) },
        },
      ],
      got: (answers) => {
        const { runs, total } = results(answers)[0]!;
        const invoice = answers[1] as { readonly tax: string; readonly total: string };
        return {
          overage_m3: runs[0]!.billableQuantity,
          overage_amount: runs[0]!.lines[1]!.amount,
          net: total,
          vat: invoice.tax,
          gross: invoice.total,
        };
      },
    };
  },
  'EC-03': (input) => ({
    requests: [
      toRequest(
        input,
        of({ model: 'unit', unitPrice: input.price as string, minQuantity: String(input.min_m3) }),
        [finalUsageRun(input.usage_m3 as string)],
      ),
    ],
    got: (answers) => {
      const [usage, shortfall] = lastRun(answers).lines;
      return {
        usage_line: usage!.amount,
        shortfall_m3: shortfall?.quantity,
        shortfall_line: shortfall?.amount,
        net: lastRun(answers).amount,
      };
    },
  }),
  'EC-04a': annualInstalments,
  'EC-04b': annualInstalments,
  'EC-05': (input) => ({
    requests: [
      toRequest(
        input,
        of({
          model: 'unit',
          unitPrice: input.price as string,
          contractedQuantity: String(input.contract_year_m3),
          minRamp: [{ months: 12, percent: new Exact(input.min_pct as string).times(100).toFixed() }],
        }),
        [finalUsageRun(input.actual_m3 as string)],
      ),
    ],
    got: (answers) => {
      const { lines } = lastRun(answers);
      const shortfall = lines.find(({ component }) => component === 'true_up');
      return {
        min_m3: billedQuantity(lastRun(answers)),
        shortfall_m3: shortfall?.quantity,
        shortfall: shortfall?.amount,
      };
    },
  }),
  'EC-06': (input) => ({
    requests: [
      toRequest(input, of({ model: 'graduated', tiers: tiersOf(input.tiers) }), [
        finalUsageRun(input.usage_m3 as string),
      ]),
    ],
    got: (answers) => ({
      lines: lastRun(answers).steps.map(({ amount }) => amount),
      net: lastRun(answers).amount,
    }),
  }),
  'EC-07': (input) => ({
    requests: (input.usage_m3 as readonly string[]).map((usage) =>
      toRequest(input, of({ model: 'volume', tiers: tiersOf(input.tiers) }), [finalUsageRun(usage)]),
    ),
    got: (answers) => ({ net: amountsOfRuns(answers) }),
  }),
  'EC-09': (input) => {
    const hours = new Exact(input.meter_end as string).minus(input.meter_start as string).toFixed();
    return {
      requests: [
        toRequest(
          input,
          of({
            model: 'unit',
            unitPrice: input.excess_rate as string,
            includedQuantity: String(input.included_h),
          }),
          [finalUsageRun(hours)],
        ),
      ],
      got: (answers) => ({
        hours,
        excess_h: lastRun(answers).billableQuantity,
        excess: lastRun(answers).amount,
      }),
    };
  },
  'EC-10': (input) => ({
    requests: [
      toRequest(
        input,
        of({
          model: 'unit',
          unitPrice: input.price as string,
          minQuantity: String(input.min_m3),
          minRamp: (input.ramp as readonly { readonly months: number; readonly pct: string }[]).map(
            ({ months, pct }) => ({ months, percent: new Exact(pct).times(100).toFixed() }),
          ),
        }),
        (input.months as readonly { readonly n: number; readonly usage: string }[]).map(({ n, usage }) =>
          finalUsageRun(usage, { contractMonth: n }),
        ),
      ),
    ],
    got: (answers) => {
      const { runs } = results(answers)[0]!;
      return {
        billed_m3: runs.map(billedQuantity),
        net: runs.map(({ amount }) => amount),
      };
    },
  }),
};

const FAMILIES: readonly (readonly [RegExp, Mapping])[] = [
  [/^(GRAD|VOL|STD|UNIT|PKG|BLK|CAP|DYN|COM-08)/, ofQuantity],
  [/^PCT/, ofEvents],
  [/^ALLOC/, shared],
  [/^RND-0[4-8]/, rounded],
];

/** Maps an annual minimum: each of twelve months bills a twelfth, and the end of the year bills the excess usage. */
function annualInstalments(input: Input): CaseMapping {
  const { annual_min, actual_year, price } = input as Record<string, string>;
  const months = Array.from({ length: 12 }, (_, month) =>
    used(
      new Exact(actual_year!)
        .times(month + 1)
        .div(12)
        .toFixed(0),
    ),
  );
  return {
    requests: [
      toRequest(
        input,
        of({ model: 'unit', unitPrice: price, minQuantity: String(annual_min), minInstalments: 12 }),
        [...months, finalUsageRun(actual_year!)],
      ),
    ],
    got: (answers) => {
      const { runs } = results(answers)[0]!;
      return {
        billed_12_months: plus(...runs.slice(0, 12).map(({ amount }) => amount)),
        true_up_units: billedQuantity(runs[12]!),
        true_up: runs[12]!.amount,
      };
    },
  };
}

/** Returns the mapping of a case to the preview of pricing; undefined for other cases. */
export function pricingMapping({ id, input }: WorkedCase): CaseMapping | undefined {
  const mapping = MAPPINGS[id] ?? FAMILIES.find(([ids]) => ids.test(id))?.[1];
  return mapping?.(input as Input);
}
