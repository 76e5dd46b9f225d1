export interface ProofOptions {
  /** Seed that makes random choices reproducible. */
  seed: number;
  /** Whether to run the short form for the CI gate, which has the same criteria. */
  short: boolean;
  /** Duration in seconds for proofs that load the product; by default their own. */
  seconds?: number | undefined;
  /** Number of rounds for proofs in rounds; by default their own. */
  rounds?: number | undefined;
  /** Number of items for proofs that send items; by default their own. */
  count?: number | undefined;
  /** Names of features of random cases: `a,b` selects only these, `-a,-b` all others. */
  features?: string | undefined;
  /** Number of parallel processes for proofs that have several; by default their own. */
  jobs?: number | undefined;
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
