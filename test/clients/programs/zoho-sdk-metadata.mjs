import { allAtOnce } from "./all-at-once.mjs";
import { answered, parameters, plain } from "./zoho-sdk-answers.mjs";

/** Steps with the org, its users and its settings. */
export function metadataSteps(sdk) {
  const ofModule = (known, module) => parameters(sdk, known, { MODULE: module });

  const shownModules = (object) => ({
    modules: object.getModules().map((one) => ({
      apiName: one.getAPIName(),
      generatedType: plain(one.getGeneratedType()),
      isApiSupported: one.getAPISupported(),
    })),
  });

  return {
    org: async () =>
      answered(await new sdk.Org.OrgOperations().getOrganization(), (object) => ({
        org: object
          .getOrg()
          .map((one) => ({ zgid: one.getZgid(), name: one.getCompanyName(), type: plain(one.getType()) })),
      })),
    /** The same many times at once; how many came to nothing. */
    orgAtOnce: ({ count }) =>
      allAtOnce(count, async () => (await new sdk.Org.OrgOperations().getOrganization()).getStatusCode()),
    async users({ type }) {
      const map = await parameters(sdk, sdk.Users.GetUsersParam, { TYPE: new sdk.Choice(type) });
      return answered(await new sdk.Users.UsersOperations().getUsers(map), (object) => ({
        users: object.getUsers().map((one) => ({
          email: one.getEmail(),
          fullName: one.getFullName(),
          timeZone: plain(one.getTimeZone()),
          role: one.getRole().getName(),
          profile: one.getProfile().getName(),
        })),
      }));
    },
    modules: async () => answered(await new sdk.Modules.ModulesOperations().getModules(), shownModules),
    module: async ({ apiName }) =>
      answered(await new sdk.Modules.ModulesOperations().getModuleByAPIName(apiName), shownModules),
    async fields({ module }) {
      const map = await ofModule(sdk.Fields.GetFieldsParam, module);
      return answered(await new sdk.Fields.FieldsOperations().getFields(map), (object) => ({
        fields: object.getFields().map((one) => ({
          apiName: one.getAPIName(),
          dataType: one.getDataType(),
          isMandatory: one.getSystemMandatory(),
          pickList: (one.getPickListValues() ?? []).map((value) => value.getDisplayValue()),
          lookup: one.getLookup()?.getModule()?.getAPIName(),
        })),
      }));
    },
    async layouts({ module }) {
      const map = await ofModule(sdk.Layouts.GetLayoutsParam, module);
      return answered(await new sdk.Layouts.LayoutsOperations().getLayouts(map), (object) => ({
        layouts: object.getLayouts().map((one) => ({
          name: one.getName(),
          fields: one
            .getSections()
            .flatMap((section) => section.getFields().map((field) => field.getAPIName())),
        })),
      }));
    },
    async customViews({ module }) {
      const map = await ofModule(sdk.CustomViews.GetCustomViewsParam, module);
      const operations = new sdk.CustomViews.CustomViewsOperations();
      return answered(await operations.getCustomViews(map), (object) => ({
        views: object
          .getCustomViews()
          .map((one) => ({ name: one.getName(), accessType: plain(one.getAccessType()) })),
      }));
    },
    async relatedLists({ module }) {
      const map = await ofModule(sdk.RelatedLists.GetRelatedListsParam, module);
      const operations = new sdk.RelatedLists.RelatedListsOperations();
      return answered(await operations.getRelatedLists(map), (object) => ({
        lists: object
          .getRelatedLists()
          .map((one) => ({ apiName: one.getAPIName(), module: one.getModule()?.getAPIName() })),
      }));
    },
  };
}
