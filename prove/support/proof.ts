export interface ProofOptions {
  /** Makes random choices reproducible. */
  seed: number;
  /** A short form for the gate with the same criteria. */
  short: boolean;
  /** How long to load the product, for proofs that do; their own duration by default. */
  seconds?: number | undefined;
  /** How many rounds, for proofs in rounds; their own number by default. */
  rounds?: number | undefined;
  /** How many items, for proofs that send a number of items; their own number by default. */
  count?: number | undefined;
  /** Names of features of random cases: `a,b` only those, `-a,-b` all others. */
  features?: string | undefined;
  /** How many parallel processes, for proofs that have several; their own number by default. */
  jobs?: number | undefined;
}

export interface Verdict {
  /** The criterion. */
  bar: string;
  /** The result. */
  figure: string;
  holds: boolean;
}

/** A claim about the product that anyone can verify on their own machine. */
export interface Proof {
  name: string;
  claim: string;
  run(options: ProofOptions): Promise<Verdict[]>;
}
