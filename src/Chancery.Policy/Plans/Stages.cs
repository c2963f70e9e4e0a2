namespace Chancery.Policy.Plans;

/// <summary>The stages of Protect and Deliver, their default order, and what physics demands of any other (language, 1.9.5).</summary>
internal static class Stages
{
    public static readonly string[] DefaultOrder =
        ["decrypt", "inspect", "filelink", "tag", "disclaimer", "archive-plain", "sign", "encrypt", "archive-sent", "headers", "dkim", "deliver", "notify"];

    public static readonly (string First, string Second, string Why)[] Constraints =
    [
        ("decrypt", "inspect", "so nothing could be seen in encrypted mail"),
        ("inspect", "filelink", "so links would be made of what nobody looked at"),
        ("filelink", "sign", "which would break the signature"),
        ("tag", "sign", "which would break the signature"),
        ("disclaimer", "sign", "which would break the S/MIME signature"),
        ("sign", "encrypt", "so the signature would be outside"),
        ("filelink", "encrypt", "where the attachment can no longer be taken out"),
        ("tag", "encrypt", "where the subject can no longer be changed"),
        ("disclaimer", "encrypt", "where the text can no longer be changed"),
        ("archive-plain", "encrypt", "where the clear text is gone"),
        ("encrypt", "archive-sent", "so what is sent would not be there yet"),
        ("archive-sent", "deliver", "so it would be gone before it is kept"),
        ("headers", "dkim", "which would break the DKIM signature"),
        ("encrypt", "deliver", "so it would leave in the clear"),
        ("dkim", "deliver", "so it would leave unsigned"),
        ("deliver", "notify", "so people would be told of what has not happened"),
    ];

    /// <summary>All stages: those given in their order, each other one before the first that follows it by default.</summary>
    public static string[] Completed(IReadOnlyList<string> given)
    {
        var order = given.ToList();
        foreach (var missing in DefaultOrder.Where(stage => !given.Contains(stage)))
        {
            var place = Array.IndexOf(DefaultOrder, missing);
            var next = order.FindIndex(stage => Array.IndexOf(DefaultOrder, stage) > place);
            order.Insert(next < 0 ? order.Count : next, missing);
        }

        return [.. order];
    }

    /// <summary>The stages a plan passes, in the policy's order.</summary>
    public static EquatableList<string> Of(Plan plan, IReadOnlyList<string> order)
    {
        var stages = new List<string>(order.Count);
        for (var i = 0; i < order.Count; i++)
        {
            if (Passes(plan, order[i]))
                stages.Add(order[i]);
        }

        return new EquatableList<string>(stages);
    }

    private static bool Passes(Plan plan, string stage) => plan.Disposition == Disposition.Deliver && stage switch
    {
        "filelink" => plan.FileLinks.Count > 0,
        "tag" => Has(plan, "subject"),
        "disclaimer" => Has(plan, "disclaimer"),
        "archive-plain" => plan.Actions.Any(action => action.Action == "archive" && Form(action) is ("plain" or "both")),
        "archive-sent" => plan.Actions.Any(action => action.Action == "archive" && Form(action) is ("sent" or "both")),
        "sign" => plan.Sign != Signature.None,
        "encrypt" => plan.Protection is Method.Smime or Method.Pgp or Method.Pdf or Method.Portal,
        "headers" => Has(plan, "header") || Has(plan, "label"),
        "decrypt" => Has(plan, "decrypt") || Has(plan, "verify"),
        "notify" => Has(plan, "notify"),
        "deliver" => true,
        _ => false,
    };

    private static bool Has(Plan plan, string action)
    {
        for (var i = 0; i < plan.Actions.Count; i++)
        {
            if (plan.Actions[i].Action == action)
                return true;
        }

        return false;
    }

    private static string Form(PlannedAction archive) => archive.Parameters.TryGetValue("form", out var form) ? form : "plain";
}
