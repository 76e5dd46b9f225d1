/**
 * Returns the fields of a form with text that cannot be read, and makes each of them show its error. Other fields are
 * validated by the server.
 */
export function unreadableFields(form: HTMLFormElement): readonly HTMLInputElement[] {
  const fields = [...form.elements].filter(
    (element): element is HTMLInputElement =>
      element instanceof HTMLInputElement && element.willValidate && element.validity.customError,
  );
  for (const field of fields) field.checkValidity();
  return fields;
}
