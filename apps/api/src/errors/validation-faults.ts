import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { ErrorParams, FieldFault } from '#platform';

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** Escapes `~` and `/`, which have a meaning in JSON pointers (RFC 6901). */
const escape = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** Names of a constraint's arguments in its error text. */
const PARAM_NAMES: Readonly<Record<string, readonly string[]>> = {
  min: ['min'],
  max: ['max'],
  minLength: ['min'],
  maxLength: ['max'],
  isLength: ['min', 'max'],
  arrayMinSize: ['min'],
  arrayMaxSize: ['max'],
  isIn: ['values'],
  isEnum: ['values'],
};

/** Flattens class-validator's tree to one error per violated rule, each with a JSON pointer to the value. */
export function toFieldFaults(errors: readonly ValidationError[], parent = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${escape(error.property)}`;
    return [...ownFaults(error, pointer), ...toFieldFaults(error.children ?? [], pointer)];
  });
}

/** Reports a missing field only as required, although it violates all of its rules. */
function ownFaults(error: ValidationError, pointer: string): FieldFault[] {
  const rules = Object.keys(error.constraints ?? {});
  if (rules.length === 0) return [];
  if (rules.includes('whitelistValidation')) return [{ pointer, code: 'validation.unknown_field' }];
  if (error.value === undefined || error.value === null) return [{ pointer, code: 'validation.required' }];
  if (error.value === '' && rules.some((rule) => rule === 'matches' || rule === 'minLength'))
    return [{ pointer, code: 'validation.is_not_empty' }];
  return rules.map((rule) => ({ pointer, code: codeOf(error, rule), params: paramsOf(error, rule) }));
}

/**
 * Formats with a specific error text. A pattern counts as a format if it matches the sample of the format but not an
 * ordinary word.
 */
const FORMS: readonly (readonly [sample: string, code: string])[] = [
  ['1.5', 'is_decimal'],
  ['2026-11-30', 'is_day'],
  ['2026-11', 'is_month'],
];

function codeOf(error: ValidationError, rule: string): string {
  const [pattern] = rule === 'matches' ? argumentsOf(error, rule) : [];
  const form =
    pattern instanceof RegExp && !pattern.test('word')
      ? FORMS.find(([sample]) => pattern.test(sample))?.[1]
      : undefined;
  return `validation.${form ?? snake(rule)}`;
}

function argumentsOf({ target, property }: ValidationError, rule: string): readonly unknown[] {
  if (!target) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return rules.find((each) => each.propertyName === property && each.name === rule)?.constraints ?? [];
}

function paramsOf(error: ValidationError, rule: string): ErrorParams {
  const args = argumentsOf(error, rule);
  return Object.fromEntries((PARAM_NAMES[rule] ?? []).map((name, index) => [name, shown(args[index])]));
}

function shown(argument: unknown): string | number | null {
  if (typeof argument === 'number') return argument;
  if (Array.isArray(argument)) return argument.join(', ');
  if (typeof argument === 'object' && argument !== null) return Object.values(argument).join(', ');
  return typeof argument === 'string' ? argument : null;
}
