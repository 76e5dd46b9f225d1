import { estimateRemainingLife, type RemainingLifeInput, UNIT_ENDS } from '../domain/index.js';
import { BodyReader, errorAt } from './body-reader.js';
import { MAX_KEY_LENGTH, MAX_ROWS, MAX_TARGETS, MAX_UNITS } from './preview-limits.js';
import { readSignals } from './read-signals.js';

/**
 * Estimates the remaining life of the targets of a request.
 * @param body the parsed JSON
 * @throws DomainError for an invalid field, or units that contradict each other
 */
export function previewRemainingLife(body: unknown): object {
  const { keys, ...input } = readInput(body);
  const targets = estimateRemainingLife(input).map((target) => ({
    ...target,
    why: target.why.map(({ code, params }) => ({
      code,
      params:
        code === 'trend_of_signal'
          ? { ...params, signal: keys[Number(params.signal)] ?? params.signal! }
          : params,
    })),
  }));
  return { targets };
}

function readInput(body: unknown): RemainingLifeInput & { readonly keys: readonly string[] } {
  const reader = new BodyReader();
  const fields = reader.object(body, '', ['signals', 'designLife', 'units', 'targets']) ?? {};
  const keys = readSignals(reader, fields.signals, ['key'], (key) => ({ key })).map(({ key }) => key);
  const designLife = reader.number(fields.designLife, '/designLife', 1, 1e9);
  reader.assertValid();
  const ids = new Set<string>();
  const units = reader.list(fields.units, '/units', MAX_UNITS, true).map((each, index) => {
    const pointer = `/units/${index}`;
    const unit = reader.object(each, pointer, ['id', 'values', 'ended']) ?? {};
    return {
      id: readId(reader, unit.id, pointer, ids),
      values: reader.rows(unit.values, `${pointer}/values`, keys.length, MAX_ROWS),
      ended: reader.oneOf(unit.ended, `${pointer}/ended`, UNIT_ENDS),
    };
  });
  const targetIds = new Set<string>();
  const targets = reader.list(fields.targets, '/targets', MAX_TARGETS).map((each, index) => {
    const pointer = `/targets/${index}`;
    const target = reader.object(each, pointer, ['id', 'values']) ?? {};
    return {
      id: readId(reader, target.id, pointer, targetIds),
      values: reader.rows(target.values, `${pointer}/values`, keys.length, MAX_ROWS),
    };
  });
  reader.assertValid();
  const rows = [...units, ...targets].reduce((sum, { values }) => sum + values.length, 0);
  if (rows > MAX_ROWS) throw errorAt('diagnostics.rows_too_many', '/units', { max: MAX_ROWS });
  return { signals: keys.length, keys, designLife, units, targets };
}

function readId(reader: BodyReader, value: unknown, pointer: string, taken: Set<string>): string {
  const id = reader.text(value, `${pointer}/id`, MAX_KEY_LENGTH);
  if (taken.has(id) && id !== '') throw errorAt('diagnostics.unit_id_taken', `${pointer}/id`, { id });
  taken.add(id);
  return id;
}
