export interface GlossaryTerm {
  readonly term: string;
  readonly translations: Readonly<Record<string, string>>;
}

export function glossaryTerms(glossary: string): GlossaryTerm[];
