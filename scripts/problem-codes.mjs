import './require-node.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemCodesSource } from './problem-codes/generate.mjs';

/**
 * Writes the problem codes that each operation of the API can return. With `--print`, writes to the standard output.
 */
const source = await problemCodesSource();
if (process.argv.includes('--print')) process.stdout.write(source);
else writeFileSync(join(import.meta.dirname, '../apps/api/src/openapi/problem-codes.gen.ts'), source);
