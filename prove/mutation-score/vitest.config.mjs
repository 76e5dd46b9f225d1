import base from '../../vitest.config.mjs';

/** Specs of the domains that are mutated. Each spec file loads modules of its own, since a mutant may change what a module makes when it is loaded. */
export default {
  oxc: base.oxc,
  resolve: base.resolve,
  test: {
    globals: true,
    testTimeout: base.test.testTimeout,
    // Those of escalation are about prices that follow indexes, which pricing works out.
    include: ['libs/{pricing,metering,invoicing,escalation}/src/domain/**/*.spec.ts'],
  },
};
