import { basis } from "../../basis/basis";
import type { FaceRoute } from "../face";
import { getDataById, getRecords, insertRecord, onForm } from "./form-records";

const DOCUMENTED = basis("apis P2.5", "documented");
const LIST = {
  method: "GET",
  basis: DOCUMENTED,
  scope: "ZOHOPEOPLE.forms.READ",
  answer: onForm(getRecords),
} as const;

/** Every resource of People that is emulated. */
export const PEOPLE_ROUTES: readonly FaceRoute[] = [
  { ...LIST, path: "forms/{form}/getRecords", what: "records of a form by sIndex and limit" },
  { ...LIST, path: "forms/json/{form}/getRecords", what: "the same at its older address" },
  {
    method: "GET",
    path: "forms/{form}/getDataByID",
    what: "one record by recordId",
    basis: DOCUMENTED,
    scope: "ZOHOPEOPLE.forms.READ",
    answer: onForm(getDataById),
  },
  {
    method: "POST",
    path: "forms/json/{form}/insertRecord",
    what: "add a record: JSON in the form parameter inputData",
    basis: DOCUMENTED,
    scope: "ZOHOPEOPLE.forms.CREATE",
    answer: onForm(insertRecord),
  },
];
