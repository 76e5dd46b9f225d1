export interface ProofOptions {
  /** Seed that makes random choices reproducible. */
  seed: number;
  /** Whether to run the short form for the CI gate, which has the same criteria. */
  short: boolean;
  /** Duration in seconds for proofs that load the product; each proof has its own default. */
  seconds?: number | undefined;
  /** Number of rounds for proofs in rounds; each proof has its own default. */
  rounds?: number | undefined;
  /** Number of items for proofs that send items; each proof has its own default. */
  count?: number | undefined;
  /** Names of features of random cases: `a,b` selects only these, `-a,-b` all others. */
  features?: string | undefined;
  /** Number of parallel processes for proofs that have several; each proof has its own default. */
  jobs?: number | undefined;
  /** An earlier commit to compare with, for proofs that do. */
  before?: string | undefined;
}

export interface Verdict {
  /** The criterion that the figure must meet. */
  bar: string;
  /** The measured result. */
  figure: string;
  holds: boolean;
}

/** A claim about the product that anyone can verify on their own machine. */
export interface Proof {
  name: string;
  claim: string;
  run(options: ProofOptions): Promise<Verdict[]>;
}
