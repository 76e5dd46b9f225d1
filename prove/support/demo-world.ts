import { waitForDemo } from '../../test/support/demo-history.js';
import { DEMO_DAY, DEMO_START } from '../../test/support/home-template.js';
import { type Product, startProduct } from './product.js';

/** The date of the demo world's clock, and the month that has ended by that date. */
export const DEMO_MONTH = { asOf: DEMO_DAY, month: '2026-11' } as const;

/** Returns the login of a person in the demo world. All logins have the same password. */
export const demoLogin = (name: string) => ({
  email: `${name}@demo.dutycycle.example`,
  password: 'duty-demo',
});

/** Starts a demo world with few dense days on the first of December 2026. CI prepares its history. */
export function startDemoWorld(): Promise<Product> {
  return startProduct(DEMO_START);
}

/** Starts a separate demo world on the first of December 2026, with its history filled in. */
export async function startDemoMonth(): Promise<Product> {
  const product = await startProduct({ args: ['--as-of', DEMO_MONTH.asOf] });
  try {
    await waitForDemoPast(product.databaseUrl());
    return product;
  } catch (error) {
    await product.stop();
    throw error;
  }
}

/** Waits until the readings of the demo world's history are stored. @throws Error after twenty minutes */
export function waitForDemoPast(databaseUrl: string): Promise<void> {
  return waitForDemo(databaseUrl, ['readings']);
}
