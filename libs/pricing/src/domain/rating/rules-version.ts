/** Raised with every change of a rule by which the same terms and quantities come to another amount. */
export const RATING_RULES_VERSION = 3;
