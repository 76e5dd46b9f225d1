/** Work of the worker that an actor can do. */
export const WORKS = ['chargeDue', 'resolveDue', 'processEvents', 'pollEvents'] as const;
export type Work = (typeof WORKS)[number];

/** Task of an actor: background work, or an operation that the API does for a person. */
export type ActorTask =
  | { readonly kind: 'work'; readonly work: Work }
  | { readonly kind: 'charge'; readonly documentId: string; readonly methodId: string }
  | { readonly kind: 'refund'; readonly paymentId: string; readonly amount: string | null };

/** A message to an actor. */
export interface ActorOrder {
  readonly id: number;
  /** Time of the product's clock, ISO 8601. */
  readonly now: string;
  readonly task: ActorTask;
}

/** The answer of an actor, after everything was committed. */
export interface ActorAnswer {
  readonly id: number;
  /** Code of a refusal, or the message of another error; null if the task was done. */
  readonly error: string | null;
}

/** Settings with which an actor opens the product's services. */
export interface ActorSettings {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly makerId: string;
  readonly userId: string;
  readonly stripeUrl: string;
  readonly platformKey: string;
}
