export interface ProofOptions {
  /** Seed that makes random choices reproducible. */
  seed: number;
  /** True for the short form of the CI gate, which has the same criteria. */
  short: boolean;
  /** Duration in seconds, for proofs that load the product. Each proof has its own default. */
  seconds?: number | undefined;
  /** Number of rounds, for proofs with rounds. Each proof has its own default. */
  rounds?: number | undefined;
  /** Number of items, for proofs that send items. Each proof has its own default. */
  count?: number | undefined;
  /** Features of random cases: `a,b` uses only these features, `-a,-b` uses all others. */
  features?: string | undefined;
  /** Number of parallel processes, for proofs that start several. Each proof has its own default. */
  jobs?: number | undefined;
  /** An earlier commit, for proofs that compare with one. */
  before?: string | undefined;
}

export interface Verdict {
  /** The criterion that the figure must meet. */
  bar: string;
  /** The measured value. */
  figure: string;
  holds: boolean;
}

/** A claim about the product that anyone can verify on their own machine. */
export interface Proof {
  name: string;
  claim: string;
  run(options: ProofOptions): Promise<Verdict[]>;
}
