/** What else is known of a model or a machine, by name: flat, so that a list can show and a filter compare it. */
export type Attributes = Record<string, string | number | boolean | null>;
