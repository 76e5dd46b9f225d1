/** Version of the rating rules. Increases with every change that alters amounts for the same terms and quantities. */
export const RATING_RULES_VERSION = 3;
