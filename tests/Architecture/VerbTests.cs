using Chancery.Host.Cli;

namespace Architecture;

/// <summary>The command line offers what the contract promises.</summary>
public sealed class VerbTests
{
    [Theory]
    [InlineData("demo", "--once", "--data", "--smtp", "--web", "--portal")]
    [InlineData("serve", "--roles")]
    [InlineData("config check")]
    [InlineData("policy check", "--format")]
    [InlineData("policy test", "--coverage", "--junit")]
    [InlineData("policy format", "--check")]
    [InlineData("policy convert", "--to", "--out")]
    [InlineData("policy schema", "--kind")]
    [InlineData("simulate", "--policy", "--from", "--to", "--bcc", "--tenant", "--facts", "--keys", "--session", "--format", "--out", "--effects")]
    [InlineData("inspect", "--policy")]
    [InlineData("survey", "--domain", "--keys", "--tenant", "--addresses", "--format", "--out", "--propose")]
    [InlineData("keys revoke", "--tenant", "--reason")]
    [InlineData("explain")]
    [InlineData("keys list", "--tenant")]
    [InlineData("keys import", "--tenant", "--password-file", "--anchor")]
    [InlineData("queue list")]
    [InlineData("queue show")]
    [InlineData("queue retry")]
    [InlineData("queue release")]
    [InlineData("queue reject")]
    [InlineData("queue pause")]
    [InlineData("queue resume")]
    [InlineData("queue flush")]
    [InlineData("backup", "--with-key")]
    [InlineData("restore")]
    [InlineData("messages find", "--from", "--to", "--since", "--message-id", "--rule")]
    public void A_verb_and_its_options_are_there(string verb, params string[] options)
    {
        System.CommandLine.Command command = CommandLine.Root();
        foreach (var word in verb.Split(' '))
            command = Assert.Single(command.Subcommands, sub => sub.Name == word);
        Assert.Empty(options.Except(command.Options.Select(option => option.Name)));
    }

    [Fact]
    public void Every_verb_takes_the_common_options() =>
        Assert.Empty(((string[])["--config", "--json", "--lang"]).Except(CommandLine.Root().Options.Where(option => option.Recursive).Select(option => option.Name)));
}
