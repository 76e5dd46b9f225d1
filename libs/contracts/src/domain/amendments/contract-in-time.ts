import type { ContractContent } from '../contract/contract-fields.js';
import { applyDelta, type ContractDelta, FIELDS_IN_TIME } from './contract-delta.js';

/** An amendment that was signed, as far as it decides what a contract says. */
export interface SignedAmendment {
  readonly id: string;
  /** Of the contract, in the order in which they were signed, from 1. */
  readonly number: number;
  /** The first day of the new terms, `YYYY-MM-DD`; it may lie before the day on which it was signed. */
  readonly effectiveOn: string;
  readonly changes: ContractDelta;
  /** The day of an index clause whose step it makes. */
  readonly stepOn?: string | null;
}

const VERSION_TERMS = [...FIELDS_IN_TIME, 'charges'] as const;
type TermsOfVersion = Pick<ContractContent, (typeof VERSION_TERMS)[number]>;

/** What a contract says from a day on, until the next version. */
export interface VersionTerms extends TermsOfVersion {
  /** The first day, `YYYY-MM-DD`. */
  readonly from: string;
  /** The amendments that take effect on that day, in the order in which they were signed. */
  readonly amendmentIds: readonly string[];
  /** Their numbers. */
  readonly amendmentNumbers: readonly number[];
}

export interface ContractInTime {
  /**
   * What was said last. Machines say themselves on which days they are under the contract, and meters are all that there ever
   * were; so both are of all time, and so is the end of the contract.
   */
  readonly content: ContractContent;
  /** In the order of time; the first one begins with the contract. */
  readonly versions: readonly VersionTerms[];
}

/**
 * What a contract says in the course of time: a pure function of what was signed first and of the amendments that are known.
 * A day's terms come from the amendments that took effect on it or before, in the order of their first days, and of one day in the
 * order in which they were signed. Whatever was signed last about the end of the contract holds.
 */
export function contractInTime(
  base: ContractContent,
  amendments: readonly SignedAmendment[],
): ContractInTime {
  const inOrder = [...amendments].sort(
    (a, b) => compare(a.effectiveOn, b.effectiveOn) || a.number - b.number,
  );
  const versions: VersionTerms[] = [termsFrom(base.startsOn, [], base)];
  let onSameDay: SignedAmendment[] = [];
  let content = base;
  for (const amendment of inOrder) {
    const { effectiveOn, changes } = amendment;
    content = applyDelta(content, changes, effectiveOn);
    const last = versions.at(-1)!;
    const isSameDay = last.from === effectiveOn;
    onSameDay = isSameDay ? [...onSameDay, amendment] : [amendment];
    if (isSameDay) versions.pop();
    versions.push(termsFrom(effectiveOn, onSameDay, content));
  }
  return { content: { ...content, endsOn: endOf(base, amendments) }, versions };
}

/** The terms of a day; of days before the contract begins those that it begins with. */
export function termsOn<Terms extends Pick<VersionTerms, 'from'>>(
  versions: readonly Terms[],
  day: string,
): Terms {
  return versions.findLast(({ from }) => from <= day) ?? versions[0]!;
}

/** All that a contract says on a day, as one content. */
export function contentOn({ content, versions }: ContractInTime, day: string): ContractContent {
  return { ...content, ...pickTerms(termsOn(versions, day)) };
}

function termsFrom(
  from: string,
  amendments: readonly SignedAmendment[],
  content: ContractContent,
): VersionTerms {
  return {
    from,
    amendmentIds: amendments.map(({ id }) => id),
    amendmentNumbers: amendments.map(({ number }) => number),
    ...pickTerms(content),
  };
}

function pickTerms(from: TermsOfVersion): TermsOfVersion {
  return Object.fromEntries(VERSION_TERMS.map((term) => [term, from[term]])) as unknown as TermsOfVersion;
}

function endOf({ endsOn }: ContractContent, amendments: readonly SignedAmendment[]): string | null {
  const said = amendments.filter(({ changes }) => changes.endsOn !== undefined);
  const last = said.reduce<SignedAmendment | null>(
    (latest, one) => (latest && latest.number > one.number ? latest : one),
    null,
  );
  return last ? last.changes.endsOn! : endsOn;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
