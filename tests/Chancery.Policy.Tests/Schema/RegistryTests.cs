using Chancery.Policy.Reference;
using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Documents;

namespace Chancery.Policy.Tests.Schema;

/// <summary>What everything else is made from is complete: nobody reads a page with holes.</summary>
public sealed class RegistryTests
{
    public static TheoryData<string> Facts => [.. FactRegistry.All.Select(fact => fact.Name)];

    public static TheoryData<string> Actions => [.. ActionRegistry.All.Select(action => action.Name)];

    [Theory]
    [MemberData(nameof(Facts))]
    public void A_fact_is_explained_in_both_languages_and_with_all_its_values(string name)
    {
        var fact = FactRegistry.Find(name)!;
        IsExplained(fact.Help);
        Assert.Equal(fact.Values ?? [], fact.Meanings?.Names ?? []);
        Assert.All(fact.Meanings?.All ?? [], choice => IsExplained(choice.Help));
        Assert.True(fact.Cost < CostClass.C3 || fact.Unknown is not null || fact.Source == FactSource.Plan, "what must be decoded or fetched can be unknown");
        Assert.False(fact is { Trust: FactTrust.Outsider, Type: FactType.Text or FactType.Header, Masking: Masking.P0 } && fact.Name != "attachment.type", "what outsiders write freely must not stand in records");
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_explained_in_both_languages_and_with_all_its_parameters(string name)
    {
        var action = ActionRegistry.Find(name)!;
        IsExplained(action.Help);
        IsExplained(action.Failure.Help);
        Assert.All(Deep(action.Parameters), parameter =>
        {
            IsExplained(parameter.Help);
            Assert.Equal(parameter.Values ?? [], parameter.Meanings?.Names ?? []);
            Assert.True(parameter.Default is null || parameter.Values is null || parameter.Values.Contains(parameter.Default), parameter.Name);
        });
        Assert.True(action.Bare is null || action.Find(action.Bare) is not null);
    }

    [Fact]
    public void An_action_that_protects_is_never_skipped_on_failure() =>
        Assert.DoesNotContain(ActionRegistry.All, action => action.Name is "protect" or "filelink" or "attachments" or "siem" or "incident" && action.Failure.Allowed.Contains("ignore"));

    [Fact]
    public void Every_key_of_every_document_is_explained_in_both_languages() =>
        Assert.All(
            DocumentRegistry.All.SelectMany(document => ShapeWords.Flat(document.Shape)).Concat(DocumentRegistry.Parts.SelectMany(part => ShapeWords.Flat(part.Shape))),
            entry => IsExplained(entry.Key.Help));

    private static IEnumerable<ParameterDescriptor> Deep(IEnumerable<ParameterDescriptor> parameters) => parameters.SelectMany(parameter => Deep(parameter.Inner ?? []).Prepend(parameter));

    private static void IsExplained(Help help)
    {
        Assert.False(string.IsNullOrWhiteSpace(help.English));
        Assert.False(string.IsNullOrWhiteSpace(help.German));
    }
}
