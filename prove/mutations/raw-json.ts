/** JSON before serialization: numbers and texts as source text, and members in order and possibly repeated. */
export type RawJson =
  | { readonly raw: string }
  | { readonly members: readonly (readonly [name: string, value: RawJson])[] }
  | { readonly items: readonly RawJson[] };

/** Path of a value in a JSON document. */
export type RawPath = readonly number[];

export const raw = (text: string): RawJson => ({ raw: text });
export const rawText = (text: string): RawJson => ({ raw: JSON.stringify(text) });
export const rawObject = (members: Readonly<Record<string, RawJson>>): RawJson => ({
  members: Object.entries(members),
});

/** Serializes JSON without spaces. */
export function writeJson(json: RawJson): string {
  if ('raw' in json) return json.raw;
  if ('items' in json) return `[${json.items.map(writeJson).join(',')}]`;
  return `{${json.members.map(([name, value]) => `${JSON.stringify(name)}:${writeJson(value)}`).join(',')}}`;
}

/** Returns the paths of all values, the root's first. */
export function pathsOf(json: RawJson, path: RawPath = []): RawPath[] {
  return [path, ...childrenOf(json).flatMap((child, i) => pathsOf(child, [...path, i]))];
}

export function valueAt(json: RawJson, path: RawPath): RawJson {
  return path.reduce((at, index) => childrenOf(at)[index]!, json);
}

/** Returns a copy with another value at a path. */
export function replaceAt(
  json: RawJson,
  [index, ...rest]: RawPath,
  change: (value: RawJson) => RawJson,
): RawJson {
  if (index === undefined) return change(json);
  if ('members' in json)
    return {
      members: json.members.map((member, i) =>
        i === index ? ([member[0], replaceAt(member[1], rest, change)] as const) : member,
      ),
    };
  if ('items' in json)
    return { items: json.items.map((item, i) => (i === index ? replaceAt(item, rest, change) : item)) };
  return json;
}

function childrenOf(json: RawJson): readonly RawJson[] {
  if ('members' in json) return json.members.map(([, value]) => value);
  return 'items' in json ? json.items : [];
}
