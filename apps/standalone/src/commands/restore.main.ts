import { runRestore } from '../backup/backup.command.js';
import { readProductFacts } from '../product.facts.js';

await runRestore(process.argv.slice(2), readProductFacts());
