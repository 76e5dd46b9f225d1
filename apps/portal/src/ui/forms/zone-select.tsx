import { Select, type SelectProps } from '@mantine/core';
import { namedZone } from '../../format/named-zone.js';
import { useFormat } from '../../format/use-format.js';

/** A time zone, found by its ID or by its city's name in the user's language. */
export function ZoneSelect(props: Omit<SelectProps, 'data' | 'searchable' | 'limit'>) {
  const format = useFormat();
  const chosen = typeof props.value === 'string' && props.value !== '' ? [props.value] : [];
  const zones = new Set([...chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return (
    <Select
      searchable
      limit={100}
      selectFirstOptionOnChange
      // Typing replaces the time zone that is already selected.
      onFocus={({ currentTarget }) => currentTarget.select()}
      data={[...zones].map((zone) => ({ value: zone, label: namedZone(zone, format.city(zone)) }))}
      {...props}
    />
  );
}
