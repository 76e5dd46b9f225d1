import { runApiKey } from './api-key.command.js';
import { readProductFacts } from '../product.facts.js';

await runApiKey(readProductFacts());
