import base from '../../vitest.config.mjs';

/**
 * Specs of the mutated domains. Each spec file loads its own modules, because a mutant may change a module's
 * initialization.
 */
export default {
  oxc: base.oxc,
  resolve: base.resolve,
  test: {
    globals: true,
    testTimeout: base.test.testTimeout,
    // Specs of escalation test prices that follow an index, which pricing calculates.
    include: ['libs/{pricing,metering,invoicing,escalation}/src/domain/**/*.spec.ts'],
  },
};
