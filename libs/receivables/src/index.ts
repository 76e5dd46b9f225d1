export * from './domain/index.js';
export { type CamtOptions, camtReader } from './statements/read-camt.js';
export {
  MAX_STATEMENT_BYTES,
  type ReadOptions,
  readStatementFile,
  STATEMENT_ENCODINGS,
  type StatementEncoding,
} from './statements/read-file.js';
