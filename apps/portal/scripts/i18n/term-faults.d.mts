import type { Texts } from './catalogue-faults.mjs';
import type { GlossaryTerm } from './glossary-terms.mjs';

export interface TermRules {
  readonly unchecked: Readonly<Record<string, string>>;
  readonly idioms: Readonly<Record<string, string>>;
  readonly stems: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly exceptions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface TermFault {
  readonly key: string;
  readonly term: string;
  readonly translation: string;
  readonly english: string;
  readonly text: string;
}

export function termFaults(
  language: string,
  terms: readonly GlossaryTerm[],
  rules: TermRules,
  english: Texts,
  texts: Texts,
): TermFault[];
export function unknownRules(terms: readonly GlossaryTerm[], rules: TermRules, english: Texts): string[];
