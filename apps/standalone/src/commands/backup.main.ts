import { runBackup } from '../backup/backup.command.js';
import { readProductFacts } from '../product.facts.js';

await runBackup(process.argv.slice(2), readProductFacts());
