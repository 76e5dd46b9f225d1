export class AllocatedDocumentDto {
  documentId: string;
  number: string;
}
