import { readProductFacts } from './product.facts.js';
import { runStandalone } from './commands/standalone.command.js';

await runStandalone(process.argv.slice(2), readProductFacts());
