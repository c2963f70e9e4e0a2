using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Host.Commands;

/// <summary><c>policy explain [CODE]</c></summary>
internal static class PolicyExplainVerb
{
    private static readonly Argument<string?> Code = new("CODE") { Description = "code of a finding, like CH1203; without it all codes are listed", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create() =>
        new Verb("explain", "what a code means: cause, cure, an example and what is said about it", "chancery policy explain", "chancery policy explain CH1203", "chancery policy explain CH2101 --lang de")
        {
            Code,
        }.Does(Explain);

    private static Task<int> Explain(Invocation call, CancellationToken cancel)
    {
        if (call.Parse.GetValue(Code) is not { } code)
        {
            if (call.Json)
                call.WriteJson(json => FindingPageJson.List(json, call.Language));
            else
                FindingPageText.List(call);
            return Task.FromResult(ExitCodes.Fine);
        }

        var page = PageOf(call, code);
        if (call.Json)
            call.WriteJson(json => FindingPageJson.Page(json, page, call.Language));
        else
            FindingPageText.Page(call, page);
        return Task.FromResult(ExitCodes.Fine);
    }

    /// <exception cref="UsageException">There is no such code.</exception>
    public static FindingPage PageOf(Invocation call, string code)
    {
        if (Catalogue.Find(code) is { } page)
            return page;
        var near = Catalogue.Nearest(code);
        throw new UsageException(
            call.Say($"there is no code {code}", $"es gibt keine Kennung {code}") + (near is null ? "" : call.Say($"; did you mean {near}?", $"; meinten Sie {near}?")),
            call.Say("chancery policy explain  lists all codes", "chancery policy explain  nennt alle Kennungen"));
    }
}
