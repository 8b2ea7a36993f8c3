import type { ArticleFields } from "./article";
import type { ClaimFields, ClearanceFields, PassageFields } from "./claim";
import type { DisplacedFields } from "./displaced";
import type { PersonFields } from "./person";
import type { EvidenceFields, SourceFields } from "./source";

/** The kinds of record there are, each with the type of every field's value. */
export interface Kinds {
  article: ArticleFields;
  claim: ClaimFields;
  passage: PassageFields;
  clearance: ClearanceFields;
  source: SourceFields;
  evidence: EvidenceFields;
  person: PersonFields;
  displaced: DisplacedFields;
}
