import { type Ref, useImperativeHandle } from 'react';

interface AnchorProps {
  readonly target: HTMLElement | null;
  /** Set by the component kit. */
  readonly ref?: Ref<HTMLElement | null>;
}

/** Represents an element elsewhere on the page, so that a floating element is placed beside it. */
export function Anchor({ target, ref }: AnchorProps) {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => target, [target]);
  return null;
}
