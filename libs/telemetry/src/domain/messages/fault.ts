/**
 * Reason why a message, or a part of it, was not stored. Codes are stable: the product has a name for each, and
 * firmware may match on them.
 */
export type FaultCode =
  // Codes for the topic.
  | 'topic_forbidden'
  // Codes for the payload as a whole.
  | 'payload_too_large'
  | 'rate_exceeded'
  | 'not_utf8'
  | 'not_json'
  | 'not_an_object'
  | 'batch_empty'
  | 'batch_too_large'
  // Codes for one message of the payload.
  | 'field_unknown'
  | 'field_repeated'
  | 'time_malformed'
  | 'time_without_zone'
  | 'time_wrong_unit'
  // Codes for files with historical readings.
  | 'time_ambiguous'
  | 'time_skipped'
  | 'cells_wrong'
  | 'signal_unknown'
  | 'seq_not_integer'
  // Codes for the values of one message.
  | 'section_not_object'
  | 'signal_key_malformed'
  | 'signal_repeated'
  | 'too_many_signals'
  | 'value_not_number'
  | 'value_not_text'
  | 'number_out_of_range'
  | 'text_too_long'
  | 'text_malformed'
  | 'quality_unknown'
  | 'quality_without_value'
  | 'no_values'
  | 'status_malformed'
  // Codes for requests and attributes of other formats, and for Sparkplug.
  | 'request_malformed'
  | 'attribute_malformed'
  | 'too_many_attributes'
  | 'not_sparkplug'
  | 'metric_unknown'
  | 'datatype_unsupported'
  | 'device_unknown'
  // Codes for checks against the device's data.
  | 'before_shipment'
  | 'too_far_ahead'
  | 'too_many_digits'
  | 'too_many_unknown_signals'
  | 'conflicting_duplicate'
  | 'older_than_retention'
  | 'not_storable';

/** A fault: its code, and the field, index and value that locate it. */
export interface Fault {
  readonly code: FaultCode;
  readonly params: Readonly<Record<string, string | number>>;
}
