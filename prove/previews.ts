import { findRoot, startProduct } from '../test/support/product.js';
import { readCases } from './previews/case-files.js';
import { PreviewClient, PreviewRejectedError } from './previews/preview-client.js';
import { findMapping } from './previews/case-mapping.js';
import { agrees, type WorkedCase } from './previews/worked-case.js';
import type { Proof } from './support/proof.js';

/** Unsupported prices, which a preview may reject with this status and code. */
const DECLINED = { cases: ['COM-13', 'COM-14'], status: 422, code: 'pricing.not_offered' } as const;

type Outcome = 'equal' | 'rejected' | 'DIFFERENT' | 'not run';

/** Runs independently worked cases through the preview operations, which a customer's program would also use. */
export const previews: Proof = {
  name: 'doors',
  claim: 'The preview operations return the expected result of every worked case',
  async run() {
    const cases = readCases(findRoot());
    if (!cases) {
      console.log('Skipped: the worked cases (../shared/acceptance) were not found next to this checkout.');
      return [{ bar: 'Worked cases are available', figure: 'no; nothing was tested', holds: true }];
    }
    const product = await startProduct();
    try {
      const client = await PreviewClient.of(product);
      const outcomes: Outcome[] = [];
      for (const worked of cases) outcomes.push(await runCase(worked, client));
      const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
      const right = count('equal') + count('rejected');
      return [
        {
          bar: 'Each case matches, or is rejected where a rejection is allowed',
          figure: `${cases.length} cases: ${count('equal')} equal, ${count('rejected')} rejected, ${count('DIFFERENT')} different, ${count('not run')} not run`,
          holds: cases.length > 0 && right === cases.length,
        },
      ];
    } finally {
      await product.stop();
    }
  },
};

/** Runs a case and prints it with its actual and expected result. */
async function runCase(worked: WorkedCase, client: PreviewClient): Promise<Outcome> {
  const { outcome, got } = await compareCase(worked, client);
  console.log(
    `${worked.id.padEnd(9)} ${outcome.padEnd(9)} got ${got}\n${' '.repeat(15)}expected ${JSON.stringify(worked.expected)}`,
  );
  return outcome;
}

async function compareCase(
  worked: WorkedCase,
  client: PreviewClient,
): Promise<{ readonly outcome: Outcome; readonly got: string }> {
  const mapping = findMapping(worked);
  if (!mapping) return { outcome: 'not run', got: 'nothing' };
  try {
    const answers: unknown[] = [];
    for (const request of mapping.requests) answers.push(await client.requestPreview(request));
    const all = mapping.got(answers);
    const got = Object.fromEntries(Object.keys(worked.expected).map((name) => [name, all[name]]));
    return { outcome: agrees(worked.expected, got) ? 'equal' : 'DIFFERENT', got: JSON.stringify(got) };
  } catch (error) {
    // If a mapping can't interpret a response, the case counts as different and the next case still runs.
    return { outcome: isExpectedRejection(worked, error) ? 'rejected' : 'DIFFERENT', got: String(error) };
  }
}

function isExpectedRejection({ id }: WorkedCase, error: unknown): boolean {
  return (
    error instanceof PreviewRejectedError &&
    DECLINED.cases.some((each) => each === id) &&
    error.status === DECLINED.status &&
    error.code === DECLINED.code
  );
}
