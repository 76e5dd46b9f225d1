import { readProductFacts } from './product.facts.js';
import { runStandalone } from './standalone.command.js';

await runStandalone(process.argv.slice(2), readProductFacts());
